import { type RawBuilder, sql } from 'kysely';
import type { Day } from '../../kit/clock.ts';
import { newId } from '../../kit/ids.ts';
import type { Write } from '../../kit/write.ts';
import { addConsents } from '../people/index.ts';
import { type Display, visible } from './membership.ts';
import { talentWord } from './talent.ts';
import { addTalents } from './talent-actions.ts';

/** A member as a ledger has them: registered on a day, with time served before in minutes. */
export type NewMember = {
  readonly groupId: string;
  readonly personId: string;
  readonly registeredOn?: Day | undefined;
  readonly minutesBroughtForward?: number | undefined;
  readonly backbone?: boolean | undefined;
  readonly talents?: readonly string[] | undefined;
  readonly services?: readonly string[] | undefined;
};

/**
 * Writes many members with their talents in a few statements; who is a member already is only corrected, who was invited
 * or has applied becomes one. Everybody stays hidden from the public until they choose otherwise. The caller records.
 * @param members the last of two lines about one person in one group counts.
 * @returns how many are new, how many changed, how many talents were added; the same list again gives none.
 */
export async function addMembers(
  write: Write,
  members: readonly NewMember[],
): Promise<{ added: number; changed: number; talents: number }> {
  const once = [...new Map(members.map((member) => [`${member.groupId} ${member.personId}`, member])).values()];
  let added = 0;
  let changed = 0;
  for (let start = 0; start < once.length; start += 2000) {
    const part = once.slice(start, start + 2000);
    changed += await correctMembers(write, part);
    added += await insertMembers(write, part);
  }
  const talents = await addTalents(
    write,
    once.flatMap(({ personId, talents = [], services = [] }) => [
      ...talents.map((word) => ({ personId, kind: 'skill' as const, word: talentWord(word) })),
      ...services.map((word) => ({ personId, kind: 'service' as const, word })),
    ]),
  );
  return { added, changed, talents };
}

/** The list as rows of SQL; what a ledger does not say is null. */
function given(members: readonly NewMember[]): RawBuilder<unknown> {
  const rows = members.map((member) => ({
    id: newId(),
    group_id: member.groupId,
    person_id: member.personId,
    registered_on: member.registeredOn ?? null,
    minutes: member.minutesBroughtForward ?? null,
    backbone: member.backbone ?? null,
  }));
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
    as given(id uuid, group_id uuid, person_id uuid, registered_on date, minutes int, backbone boolean)`;
}

async function correctMembers(write: Write, members: readonly NewMember[]): Promise<number> {
  const result = await sql`update memberships m set state = 'active',
      registered_on = coalesce(given.registered_on, m.registered_on),
      minutes_brought_forward = coalesce(given.minutes, m.minutes_brought_forward),
      backbone = coalesce(given.backbone, m.backbone)
    from ${given(members)}
    where m.district = ${write.district} and m.group_id = given.group_id and m.person_id = given.person_id
      and m.state in ('invited', 'applied', 'active')
      and (m.state <> 'active' or m.registered_on <> given.registered_on or m.minutes_brought_forward <> given.minutes
        or m.backbone <> given.backbone)`.execute(write.tx);
  return Number(result.numAffectedRows ?? 0);
}

async function insertMembers(write: Write, members: readonly NewMember[]): Promise<number> {
  const result = await sql`insert into memberships
      (district, id, group_id, person_id, state, backbone, registered_on, minutes_brought_forward)
    select ${write.district}, given.id, given.group_id, given.person_id, 'active', coalesce(given.backbone, false),
      coalesce(given.registered_on, ${write.today}::date), coalesce(given.minutes, 0)
    from ${given(members)}
    on conflict (district, group_id, person_id) where state in ('invited', 'applied', 'active') do nothing`.execute(
    write.tx,
  );
  return Number(result.numAffectedRows ?? 0);
}

/**
 * Lets everybody see members of groups the way they chose, on paper or in a demo; the consent that showing needs is
 * written down with it. The caller records and holds the paper.
 */
export async function showMembers(
  write: Write,
  members: readonly { readonly groupId: string; readonly personId: string }[],
  display: Display,
): Promise<void> {
  const chosen = visible(display);
  await sql`update memberships m set shows_name = ${chosen.name}, shows_building = ${chosen.building}, shows_talents = ${chosen.talents}
    from jsonb_to_recordset(${JSON.stringify(members)}::text::jsonb) as given("groupId" uuid, "personId" uuid)
    where m.district = ${write.district} and m.group_id = given."groupId" and m.person_id = given."personId"
      and m.state = 'active'`.execute(write.tx);
  const consents = members.map(({ personId }) => ({
    personId,
    purpose: 'show_name' as const,
    givenBy: personId,
    channel: write.channel,
  }));
  if (chosen.name !== 'hidden') await addConsents(write, consents);
}
