import { sql } from 'kysely';
import { under } from '../../kit/access.ts';
import type { Reader } from '../../kit/database.ts';
import { readRef } from '../../kit/ids.ts';
import { buildingKey, readAddress, readBuilding, roomKey } from '../places/index.ts';
import type { PlacedGroup } from './group.ts';

/** A person somebody may mean by a name. */
export type Candidate = {
  readonly id: string;
  readonly name: string;
  /** Belongs to the group, or to the one above it, already. */
  readonly inside: boolean;
  /** Where they live or own, by the keys of the address. */
  readonly homes: readonly { readonly compound: string; readonly building: string; readonly room: string }[];
};

/** What somebody typed to name a person: 王秀兰, 王秀兰（3栋）, 王秀兰（和谐小区3-2-501）, or an address of the person's record. */
export type TypedName = { readonly name: string; readonly hint: string };

/** Parts name and hint; the hint is in brackets of any kind. */
export function readName(typed: string): TypedName {
  const match = /^(.*?)\s*[(（[【]\s*(.*?)\s*[)）\]】]?\s*$/.exec(typed.normalize('NFKC').trim());
  return match ? { name: match[1] ?? '', hint: match[2] ?? '' } : { name: typed.normalize('NFKC').trim(), hint: '' };
}

/** Names as people write several into one box: one a line, or parted by commas; commas inside brackets part nothing. */
export function readNames(typed: string): string[] {
  return typed
    .split(/[\n,，、;；]+(?![^(（]*[)）])/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

export type NameReading = { readonly personId: string } | { readonly problem: 'name_unknown' | 'name_ambiguous' };

/**
 * Who is meant. Nobody is guessed: members of the group come first, then residents; two of one name need a hint.
 * @param candidates everybody of that name around the group.
 */
export function choosePerson(typed: TypedName, candidates: readonly Candidate[]): NameReading {
  const named = candidates.filter((candidate) => candidate.name === typed.name);
  const fitting =
    typed.hint === '' ? named : named.filter((candidate) => candidate.homes.some((home) => fits(typed.hint, home)));
  const inside = fitting.filter((candidate) => candidate.inside);
  const chosen = inside.length > 0 ? inside : fitting;
  const [only] = chosen;
  if (!only) return { problem: 'name_unknown' };
  return chosen.length === 1 ? { personId: only.id } : { problem: 'name_ambiguous' };
}

function fits(hint: string, home: Candidate['homes'][number]): boolean {
  const building = readBuilding(hint);
  if (building !== undefined && buildingKey(building) === home.building) return true;
  if (home.compound === hint) return true;
  const read = readAddress(hint);
  if ('refused' in read) return false;
  return ('readings' in read ? read.readings : [read]).some(
    (reading) =>
      (reading.building === undefined || buildingKey(reading.building.name) === home.building) &&
      (reading.room === undefined || roomKey(reading.room) === home.room) &&
      (reading.building !== undefined || reading.room !== undefined) &&
      (reading.compound === undefined ||
        reading.compound.includes(home.compound) ||
        home.compound.includes(reading.compound)),
  );
}

/**
 * Everybody around a group who bears one of these names or ids: kept, living or owning in the community the group stands
 * in, or anywhere below the group's place where that is higher.
 */
async function candidatesFor(
  db: Reader,
  group: Pick<PlacedGroup, 'district' | 'id' | 'parentId' | 'path'>,
  wanted: { readonly names: readonly string[]; readonly ids: readonly string[] },
): Promise<Candidate[]> {
  const { district } = group;
  // A community is the third label of a path; a group in a compound may choose from the whole community.
  const scope = `${group.path.split('.').filter(Boolean).slice(0, 3).join('.')}.`;
  const groups = [group.id, ...(group.parentId ? [group.parentId] : [])];
  const { rows } = await sql<Candidate>`
    select p.id, p.name,
      exists (select from memberships m where m.district = ${district} and m.person_id = p.id and m.state = 'active'
        and m.group_id = any(${groups}::uuid[]))
      or exists (select from office_terms t where t.district = ${district} and t.person_id = p.id
        and t.group_id = any(${groups}::uuid[])) as inside,
      coalesce(homes.list, '[]'::jsonb) as homes
    from persons p
    join places kept on kept.district = ${district} and kept.id = p.place_id
    left join lateral (
      select jsonb_agg(jsonb_build_object('compound', c.name, 'building', b.key, 'room', d.key)) as list,
        bool_or(${under('d.path', scope)}) as here
      from dwelling_persons lives
      join places d on d.district = ${district} and d.id = lives.dwelling_id
      join places up on up.district = ${district} and up.id = d.parent_id
      join places b on b.district = ${district} and b.id = case when up.kind = 'building' then up.id else up.parent_id end
      join places c on c.district = ${district} and c.id = b.parent_id
      where lives.district = ${district} and lives.person_id = p.id and lives.to_day is null) homes on true
    where p.district = ${district} and (p.name = any(${[...wanted.names]}::text[]) or p.id = any(${[...wanted.ids]}::uuid[]))
      and p.merged_into is null and p.erased_at is null and p.died_on is null
      and (${under('kept.path', scope)} or homes.here)
    order by p.id limit 500`.execute(db);
  return rows;
}

export type NamesReading =
  | { readonly personIds: readonly string[] }
  | { readonly problem: 'name_unknown' | 'name_ambiguous' | 'named_twice'; readonly name: string };

/**
 * Finds the persons that were typed, by whole name, by name with a hint, or by the address of their record.
 * @returns one id for each in the same order, or the first that is unknown, in doubt or there twice.
 */
export async function findNamed(
  db: Reader,
  group: Pick<PlacedGroup, 'district' | 'id' | 'parentId' | 'path'>,
  typed: readonly string[],
): Promise<NamesReading> {
  const refs = typed.map(readRef);
  const names = typed.map(readName);
  const candidates = await candidatesFor(db, group, {
    names: names.flatMap(({ name }, n) => (refs[n] ? [] : [name])),
    ids: refs.flatMap((ref) => (ref?.district === group.district ? [ref.id] : [])),
  });
  const personIds: string[] = [];
  for (const [n, name] of names.entries()) {
    const ref = refs[n];
    const byRef = ref && candidates.find((candidate) => candidate.id === ref.id);
    const read: NameReading = ref
      ? byRef
        ? { personId: byRef.id }
        : { problem: 'name_unknown' }
      : choosePerson(name, candidates);
    if ('problem' in read) return { problem: read.problem, name: name.name };
    if (personIds.includes(read.personId)) return { problem: 'named_twice', name: name.name };
    personIds.push(read.personId);
  }
  return { personIds };
}
