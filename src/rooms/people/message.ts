import { formatDay, isDay } from '../../kit/clock.ts';
import type { Reader } from '../../kit/database.ts';
import { newId } from '../../kit/ids.ts';
import type { Lang } from '../../kit/lang.ts';
import type { Slice } from '../../kit/paging.ts';
import { insertMany } from '../../kit/rows.ts';
import { type Message as Said, say, type Wording } from '../../kit/words.ts';
import type { Write } from '../../kit/write.ts';

/** What a person is told. `about` holds ids and numbers only; a key that ends in `Id` names a person, see `sayMessage`. */
export type NewMessage = {
  readonly personId: string;
  /** Also the key of its words, such as `people.told_entered`. */
  readonly kind: string;
  readonly about?: Readonly<Record<string, string | number>> | undefined;
  /** Where it leads. */
  readonly href?: string | undefined;
};

export type Message = {
  readonly id: string;
  readonly kind: string;
  readonly about: Readonly<Record<string, string | number>>;
  readonly href: string | null;
  readonly at: Date;
  readonly readAt: Date | null;
};

const wordsOfRooms = new Map<string, Said>();

/**
 * Tells this room the words of another one for kinds of messages and verbs of the journal, by their names
 * (`groups.told_invited`, `groups.invite`): a person's pages speak of all rooms. Called once, when the room is loaded.
 */
export function speakFor(words: Wording): void {
  for (const [key, message] of Object.entries(words)) wordsOfRooms.set(key, message);
}

/** The words for a kind of message or a verb, from whichever room; undefined when none told them. */
export function spokenFor(key: string): Said | undefined {
  return wordsOfRooms.get(key);
}

/** A message that was left, as rooms above learn of it. */
export type SentMessage = { readonly id: string; readonly personId: string; readonly kind: string };
type Follower = (write: Write, messages: readonly SentMessage[]) => Promise<void>;
const followers: Follower[] = [];

/** Lets a room above know of every message, in the transaction that leaves it. Called once, where rooms are put together. */
export function whenMessagesAreLeft(follower: Follower): void {
  followers.push(follower);
}

/** Leaves a message for a person; the caller's verb is what is recorded. */
export async function sendMessage(write: Write, message: NewMessage): Promise<void> {
  await sendMessages(write, [message]);
}

/** Leaves messages for many. */
export async function sendMessages(write: Write, messages: readonly NewMessage[]): Promise<void> {
  const rows = messages.map((message) => ({
    district: write.district,
    id: newId(),
    person_id: message.personId,
    kind: message.kind,
    about: message.about ?? {},
    href: message.href ?? null,
    at: write.now,
  }));
  await insertMany(write.tx, 'messages', rows);
  const sent = rows.map((row) => ({ id: row.id, personId: row.person_id, kind: row.kind }));
  if (sent.length > 0) for (const follow of followers) await follow(write, sent);
}

/** A person's messages, the newest first. */
export async function listMessages(
  db: Reader,
  district: string,
  personId: string,
  slice: Slice,
): Promise<{ readonly messages: readonly Message[]; readonly total: number }> {
  const mine = db.selectFrom('messages').where('district', '=', district).where('person_id', '=', personId);
  const rows = await mine
    .select(['id', 'kind', 'about', 'href', 'at', 'read_at as readAt'])
    .orderBy('id', 'desc')
    .limit(slice.limit)
    .offset(slice.offset)
    .execute();
  const counted = await mine.select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirst();
  return {
    messages: rows.map((row) => ({ ...row, about: row.about as Message['about'] })),
    total: Number(counted?.n ?? 0),
  };
}

/** How many messages a person has not read. */
export async function countUnread(db: Reader, district: string, personId: string): Promise<number> {
  const row = await db
    .selectFrom('messages')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('district', '=', district)
    .where('person_id', '=', personId)
    .where('read_at', 'is', null)
    .executeTakeFirst();
  return Number(row?.n ?? 0);
}

/** The persons that messages speak of, whose names `sayMessage` wants. */
export function namedIn(messages: readonly Pick<Message, 'about'>[]): string[] {
  return messages.flatMap((message) =>
    Object.entries(message.about).flatMap(([key, value]) => (key.endsWith('Id') ? [String(value)] : [])),
  );
}

/** A message in words: `{by}` in them is the name of `about.byId`, a day is said as people say it, the rest stands as it is. */
export function sayMessage(
  words: Wording,
  message: Pick<Message, 'kind' | 'about'>,
  nameOf: (personId: string) => string,
  lang: Lang,
): string {
  const values = Object.fromEntries(
    Object.entries(message.about).map(([key, value]) =>
      key.endsWith('Id')
        ? [key.slice(0, -2), nameOf(String(value))]
        : [key, typeof value === 'string' && isDay(value) ? formatDay(value, lang) : value],
    ),
  );
  const said = spokenFor(message.kind) ?? words[message.kind];
  return said ? say(said, lang, values) : message.kind;
}
