import type { Message } from '../../kit/words.ts';
import { isTagKind, type TagKind, tagKinds } from './tag.ts';

/** What consent is asked for besides tags; each separately (PIPL arts. 14, 23, 25, 29). */
export const purposes = {
  act_for_me: { zh: '让这位亲友替我办事', en: 'Let this person act for me' },
  pass_on: { zh: '把我的联系方式转给帮忙的单位', en: 'Pass my contact on to those who help' },
  show_name: { zh: '在小区的名册里显示我的名字', en: 'Show my name in the compound’s register' },
  join_group: { zh: '作为成员登记在一个组织里', en: 'Register me as a member of a group' },
} as const satisfies Readonly<Record<string, Message>>;

export type Purpose = keyof typeof purposes | `tag.${TagKind}`;

/** The consent that a tag needs. */
export function tagPurpose(kind: TagKind): Purpose {
  return `tag.${kind}`;
}

/** The tag whose keeping this consent allows; undefined when it is about something else. */
export function tagOfPurpose(purpose: string): TagKind | undefined {
  const code = purpose.startsWith('tag.') ? purpose.slice(4) : '';
  return isTagKind(code) ? code : undefined;
}

/** What a consent allows, in words. */
export function purposeWords(purpose: string): Message {
  const tag = tagOfPurpose(purpose);
  if (tag)
    return {
      zh: `登记“${tagKinds[tag].zh}”，用来安排关心和帮助`,
      en: `Keep “${tagKinds[tag].en}”, to arrange care and help`,
    };
  return Object.hasOwn(purposes, purpose) ? purposes[purpose as keyof typeof purposes] : { zh: purpose, en: purpose };
}

export type Consent = {
  readonly id: string;
  readonly personId: string;
  readonly purpose: string;
  /** To whom, where it is given to one person. */
  readonly toId: string | null;
  readonly givenBy: string;
  /** Who wrote it down, where it was not given on the screen. */
  readonly helperId: string | null;
  readonly channel: string;
  readonly givenAt: Date;
  readonly withdrawnAt: Date | null;
};
