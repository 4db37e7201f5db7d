import { sql } from 'kysely';
import { newId } from '../../kit/ids.ts';
import { done, type Outcome, refused } from '../../kit/outcome.ts';
import type { Write } from '../../kit/write.ts';
import { sendMessage } from '../people/index.ts';
import { talentsOf } from './member-store.ts';
import { type Service, talentWord } from './talent.ts';

/** Talents and service categories of one person as they are to be. */
export type Talents = { readonly talents: readonly string[]; readonly services: readonly Service[] };

/**
 * Sets what a person can do. Words that are gone end today, so that who offered what on a day stays known.
 * Refused: more than twenty talents, a talent of more than twenty characters.
 * @param input.placeId the place that keeps the person's record.
 */
export async function setTalents(
  write: Write,
  input: { readonly personId: string; readonly placeId?: string | undefined } & Talents,
): Promise<Outcome<{ added: number; ended: number }, 'too_many_talents' | 'talent_too_long'>> {
  const { personId } = input;
  const talents = [...new Set(input.talents.map(talentWord).filter((word) => word !== ''))];
  if (talents.length > 20) return refused('too_many_talents', { fields: { talents: 'too_many_talents' } });
  if (talents.some((word) => word.length > 20))
    return refused('talent_too_long', { fields: { talents: 'talent_too_long' } });
  const { tx, district, today } = write;
  const now = await talentsOf(tx, district, personId);
  const wanted = [...talents.map((word) => `skill ${word}`), ...input.services.map((word) => `service ${word}`)];
  const held = [...now.talents.map((word) => `skill ${word}`), ...now.services.map((word) => `service ${word}`)];
  const gone = held.filter((one) => !wanted.includes(one));
  const fresh = wanted.filter((one) => !held.includes(one));
  if (gone.length > 0)
    await sql`update talents set ended_on = ${today}::date where district = ${district} and person_id = ${personId}
      and ended_on is null and kind || ' ' || word = any(${gone}::text[])`.execute(tx);
  await addTalents(
    write,
    fresh.map((one) => ({ personId, ...split(one) })),
  );
  if (write.actorId !== undefined && write.actorId !== personId)
    await sendMessage(write, { personId, kind: 'groups.told_talents_for', href: '/me/groups' });
  await write.record({
    verb: 'groups.set_talents',
    thing: { kind: 'person', id: personId },
    placeId: input.placeId,
    forId: personId,
    change: { added: fresh.length, ended: gone.length, talents: talents.length, services: input.services.length },
  });
  return done({ added: fresh.length, ended: gone.length });
}

function split(one: string): { kind: 'skill' | 'service'; word: string } {
  return one.startsWith('skill ') ? { kind: 'skill', word: one.slice(6) } : { kind: 'service', word: one.slice(8) };
}

/** Writes down talents that people do not have yet. The caller records. */
export async function addTalents(
  write: Write,
  talents: readonly { readonly personId: string; readonly kind: 'skill' | 'service'; readonly word: string }[],
): Promise<number> {
  let added = 0;
  for (let start = 0; start < talents.length; start += 2000) {
    const rows = JSON.stringify(talents.slice(start, start + 2000).map((talent) => ({ id: newId(), ...talent })));
    const result = await sql`insert into talents (district, id, person_id, kind, word)
      select ${write.district}, given.id, given."personId", given.kind, given.word
      from jsonb_to_recordset(${rows}::text::jsonb) as given(id uuid, "personId" uuid, kind text, word text)
      on conflict (district, person_id, kind, word) where ended_on is null do nothing`.execute(write.tx);
    added += Number(result.numAffectedRows ?? 0);
  }
  return added;
}
