import type { Reader } from '../../kit/database.ts';
import type { Lang } from '../../kit/lang.ts';
import { namedIn, sayMessage } from './message.ts';
import { namesOf } from './naming.ts';
import { toldWords } from './told-words.ts';

/** A message in words, fit to leave the house: names are masked. */
export type OutsideMessage = { readonly id: string; readonly text: string; readonly href: string | null };

/** Puts messages into words for other ways than the inbox, in their order; whoever opens the inbox sees the names. */
export async function messagesOutside(
  db: Reader,
  district: string,
  ids: readonly string[],
  lang: Lang,
): Promise<OutsideMessage[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('messages')
    .select(['id', 'kind', 'about', 'href'])
    .where('district', '=', district)
    .where('id', 'in', [...ids])
    .orderBy('id')
    .execute();
  const messages = rows.map((row) => ({ ...row, about: row.about as Readonly<Record<string, string | number>> }));
  const nameOf = await namesOf(db, district, namedIn(messages), lang, true);
  return messages.map((message) => ({
    id: message.id,
    text: sayMessage(toldWords, message, nameOf, lang),
    href: message.href,
  }));
}
