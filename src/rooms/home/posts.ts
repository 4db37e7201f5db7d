import type { Lang } from '../../kit/lang.ts';
import { say } from '../../kit/words.ts';
import { factsOf, groupKinds } from '../groups/index.ts';
import { words } from './words.ts';

/** A post in words: 社区居委会 · 工作人员, 楼栋管家; levels of stewards are called as the district calls them. */
export function postName(role: string, lang: Lang, levels: Readonly<Record<number, string>>): string {
  const [kind = '', office = ''] = role.split('.');
  if (kind === 'steward') return levels[Number(office)] ?? say(words.steward_level, lang, { n: office });
  const group = groupKinds.find((known) => known === kind);
  if (!group) return role;
  const facts = factsOf(group);
  const held = Object.entries(facts.offices).find(([name]) => name === office)?.[1];
  return held ? `${facts.name[lang]} · ${held[lang]}` : facts.name[lang];
}
