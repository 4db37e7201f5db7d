import { createHash } from 'node:crypto';
import { newId } from '../../kit/ids.ts';
import { enqueue } from '../../kit/jobs.ts';
import type { Lang } from '../../kit/lang.ts';
import { done, type Outcome, refused } from '../../kit/outcome.ts';
import type { Write } from '../../kit/write.ts';
import { openPersons } from '../people/index.ts';
import { closeWay } from './close.ts';
import { wayToConfirm } from './confirm.ts';
import { confirmJob } from './jobs.ts';
import { confirmHours, mostAddressesADay, mostWays } from './rules.ts';
import { countAddresses, keepChoices, sealAddress, waysOf } from './store.ts';
import { type Choices, type Topic, topics, type Way, type WayKind } from './way.ts';

export type NewWay = {
  readonly personId: string;
  readonly kind: WayKind;
  /** None for the phone. */
  readonly address?: string | undefined;
  readonly label: string;
  readonly lang: Lang;
};

export type WayRefusal = 'too_many_ways' | 'too_many_addresses' | 'way_known' | 'no_phone';

/** Adds a way by which a person is told. An e-mail address counts only once the link sent to it was followed. */
export async function addWay(write: Write, given: NewWay): Promise<Outcome<{ readonly id: string }, WayRefusal>> {
  const { tx, district, now } = write;
  const known = await waysOf(tx, district, given.personId);
  if (known.length >= mostWays) return refused('too_many_ways');
  if (given.kind === 'sms' && !(await hasPhone(write, given.personId))) return refused('no_phone');
  if (given.kind === 'email') {
    const since = new Date(now.getTime() - 24 * 3600_000);
    const tried = await countAddresses(tx, district, given.personId, since);
    if (tried >= mostAddressesADay) return refused('too_many_addresses');
  }
  const isProved = given.kind !== 'email';
  const id = newId();
  const made = await tx
    .insertInto('telling_ways')
    .values({
      district,
      id,
      person_id: given.personId,
      kind: given.kind,
      ...(given.address === undefined ? {} : sealAddress(write.keyring, id, given.kind, given.address)),
      label: given.label,
      lang: given.lang,
      topics: [...topics],
      confirm_until: isProved ? null : new Date(now.getTime() + confirmHours * 3600_000),
      confirmed_at: isProved ? now : null,
      created_at: now,
    })
    .onConflict((on) => on.doNothing())
    .returning('id')
    .execute();
  if (made.length === 0)
    return refused('way_known', { fields: given.kind === 'email' ? { address: 'way_known' } : {} });
  if (!isProved) await enqueue(tx, confirmJob, { district, way: id });
  await write.record({
    verb: 'channels.add_way',
    thing: { kind: 'way', id },
    change: { kind: given.kind },
  });
  return done({ id });
}

async function hasPhone(write: Write, personId: string): Promise<boolean> {
  const found = await openPersons(write.tx, write.keyring, write.district, [personId]);
  return Boolean(found[0]?.phone);
}

/** Says which topics a way carries; none is fine: it is off. */
export async function chooseTopics(
  write: Write,
  { way, chosen }: { readonly way: Way; readonly chosen: readonly Topic[] },
): Promise<Outcome<{ readonly id: string }>> {
  await write.tx
    .updateTable('telling_ways')
    .set({ topics: topics.filter((topic) => chosen.includes(topic)) })
    .where('district', '=', write.district)
    .where('id', '=', way.id)
    .execute();
  await write.record({ verb: 'channels.choose_topics', thing: { kind: 'way', id: way.id } });
  return done({ id: way.id });
}

/** Takes a way away: what still waits for it is not sent, and the address is forgotten. */
export async function endWay(write: Write, { way }: { readonly way: Way }): Promise<Outcome<{ readonly id: string }>> {
  await closeWay(write, way.id);
  await write.record({ verb: 'channels.end_way', thing: { kind: 'way', id: way.id } });
  return done({ id: way.id });
}

/** Keeps when a person wants to be told. */
export async function chooseTimes(
  write: Write,
  { personId, choices }: { readonly personId: string; readonly choices: Choices },
): Promise<Outcome<{ readonly personId: string }>> {
  await keepChoices(write.tx, write.district, personId, choices);
  await write.record({ verb: 'channels.choose_times', thing: { kind: 'person', id: personId } });
  return done({ personId });
}

/** Confirms an address, once. */
export async function confirmWay(write: Write, token: string): Promise<Outcome<{ readonly id: string }, 'link_spent'>> {
  const way = await wayToConfirm(write.tx, write.keyring, write.now, token);
  if (!way) return refused('link_spent');
  const rows = await write.tx
    .updateTable('telling_ways')
    .set({ confirmed_at: write.now })
    .where('district', '=', write.district)
    .where('id', '=', way.id)
    .where('confirmed_at', 'is', null)
    .returning('id')
    .execute();
  if (rows.length === 0) return refused('link_spent');
  await write.record({ verb: 'channels.confirm_way', thing: { kind: 'way', id: way.id }, forId: way.personId });
  return done({ id: way.id });
}

/** An e-mail address as a page shows it: z***@example.org. */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, 1)}***${address.slice(at)}`;
}

/** What is shown of an openid: enough to tell two apart. */
export function shortOf(address: string): string {
  return `…${createHash('sha256').update(address).digest('hex').slice(0, 4)}`;
}
