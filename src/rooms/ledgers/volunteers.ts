import { newId } from '../../kit/ids.ts';
import { appendMany, type Entry } from '../../kit/journal.ts';
import { addMembers, findOrFoundTeam, type NewMember, readServices, readTalents } from '../groups/index.ts';
import {
  addPersons,
  type KnownPerson,
  knownPersons,
  type NewPerson,
  type PersonChange,
  updatePersons,
} from '../people/index.ts';
import { getPlace } from '../places/index.ts';
import { dayIn, minutesIn, textIn, wrong } from './cells.ts';
import type { ColumnKey } from './columns.ts';
import type { Door } from './doors.ts';
import { differences, type Judgement, type KindOfLedger, type Look } from './kind.ts';
import type { Difference } from './ledger.ts';
import { livesAt, noteOf, unknownWords } from './notes.ts';
import {
  acquaint,
  contradiction,
  meet,
  newPerson,
  type PersonDoubt,
  type PersonRecord,
  personChange,
  personDifferences,
  personIn,
} from './persons.ts';
import { type Membership, membershipsAt } from './store.ts';
import { type DoorRef, doorIn } from './where.ts';

/** A row of a volunteers' ledger. */
export type VolunteerRecord = PersonRecord &
  PersonDoubt & {
    readonly door?: DoorRef | undefined;
    readonly communityId?: string | undefined;
    readonly team: string;
    readonly talents: readonly string[];
    readonly services: readonly string[];
    readonly unknownServices: readonly string[];
    readonly registeredOn?: string | undefined;
    readonly minutes?: number | undefined;
  };

/** What is to be written for a row. */
export type VolunteerPlan = {
  readonly record: VolunteerRecord;
  readonly communityId: string;
  readonly person?: KnownPerson | undefined;
  readonly changed: readonly ColumnKey[];
};

/** Volunteers' ledgers: each row a member of a team; teams are found in the community or founded there. */
export const volunteers: KindOfLedger<VolunteerRecord, VolunteerPlan> = {
  read(cells, finder, hint) {
    const person = personIn(cells);
    const door = doorIn(cells, finder, hint);
    const services = readServices(textIn(cells, 'services') ?? '');
    const note = noteOf([textIn(cells, 'note', 1000), livesAt(textIn(cells, 'address', 150))]);
    return {
      ...person,
      details: note === undefined ? {} : { note },
      door,
      communityId: door?.communityId ?? finder.spot(cells, hint).communityId,
      team: textIn(cells, 'team', 60) ?? wrong('team_missing', 'team'),
      talents: readTalents(textIn(cells, 'talents') ?? ''),
      services: services.services,
      unknownServices: services.unknown,
      registeredOn: dayIn(cells, 'registeredOn'),
      minutes: minutesIn(cells),
    };
  },

  label: ({ name, team }) => `${name} ${team}`,
  counts: ({ team }) => [team],

  repeats() {
    const seen = new Map<string, number>();
    return (record, row) => {
      const wrongNumber = contradiction(record);
      if (wrongNumber) return wrongNumber;
      const key = [
        record.name,
        record.idNumber ?? record.phone ?? record.birth ?? record.door?.typed,
        record.team,
      ].join(' ');
      const earlier = seen.get(key);
      if (earlier !== undefined) return { verdict: 'duplicate', problem: { code: 'row_repeated', earlier } };
      seen.set(key, row);
      return undefined;
    };
  },

  async judge(lines, look) {
    const { found, known } = await peopleOf(
      look,
      lines.map(({ record }) => record),
    );
    const met = lines.map((line, i) => meet({ ...line, record: withWords(line.record) }, found[i]?.id, known));
    const ids = met.flatMap((one) => ('person' in one && one.person ? [one.person.id] : []));
    const memberships = await membershipsAt(look.db, look.district, ids);
    return lines.map(({ record: { communityId, unknownServices }, taken }, i): Judgement<VolunteerPlan> => {
      if (communityId === undefined)
        return { verdict: 'refused', problem: { code: 'community_missing', column: 'community' } };
      if (unknownServices.length > 0 && !taken)
        return { verdict: 'in_doubt', problem: { code: 'service_unknown', column: 'services' } };
      const one = met[i];
      if (!one || 'problem' in one)
        return { verdict: 'in_doubt', problem: one?.problem ?? { code: 'id_of_another', column: 'idNumber' } };
      const { record, person } = one;
      if (!person) return { verdict: 'new', plan: { record, communityId, changed: [] } };
      const membership = memberships.find(
        (held) => held.personId === person.id && held.team === record.team && held.placeId === communityId,
      );
      const changed = changesOf(record, person, membership);
      const plan = { record, communityId, person, changed: changed.map(({ column }) => column) };
      return changed.length === 0 ? { verdict: 'same' } : { verdict: 'changed', plan, differences: changed };
    });
  },

  async write(write, plans, _look, importId) {
    const persons: NewPerson[] = [];
    const personChanges: PersonChange[] = [];
    const members: NewMember[] = [];
    const entries: Entry[] = [];
    const teams = new Map<string, string>();
    // The same person may be in several teams of one ledger.
    const fresh = new Map<string, string>();
    for (const { record, communityId, person, changed } of plans) {
      const teamKey = `${communityId} ${record.team}`;
      const teamId = teams.get(teamKey) ?? (await teamAt(write, communityId, record.team));
      teams.set(teamKey, teamId);
      const personKey = [
        record.name,
        record.idNumber ?? record.phone ?? record.birth ?? record.door?.typed ?? newId(),
      ].join(' ');
      const personId = person?.id ?? fresh.get(personKey) ?? newId();
      const change = person && personChange(record, person, changed);
      if (change) personChanges.push(change);
      if (!person && !fresh.has(personKey)) {
        fresh.set(personKey, personId);
        persons.push(newPerson(record, personId, communityId));
      }
      members.push({
        groupId: teamId,
        personId,
        registeredOn: record.registeredOn,
        minutesBroughtForward: record.minutes,
        talents: record.talents,
        services: record.services,
      });
      entries.push({
        verb: person ? 'ledgers.change_volunteer' : 'ledgers.add_volunteer',
        thing: { kind: 'person', id: personId },
        placeId: communityId,
        forId: personId,
        change: { importId, groupId: teamId, ...(person ? { fields: changed } : {}) },
      });
    }
    await addPersons(write, persons);
    await updatePersons(write, personChanges);
    await addMembers(write, members);
    await appendMany(write.tx, write, entries);
  },
};

/** The doors and the known persons of rows whose address is welcome but not needed. */
export async function peopleOf(
  look: Look,
  records: readonly (PersonRecord & { readonly door?: DoorRef | undefined })[],
): Promise<{ readonly found: readonly (Door | undefined)[]; readonly known: ReturnType<typeof acquaint> }> {
  await look.doors.load(records.map(({ door }) => door));
  const found = records.map(({ door }) => {
    const one = door && look.doors.find(door);
    return one && 'door' in one ? one.door : undefined;
  });
  const known = await knownPersons(look.db, look.keyring, look.district, {
    idNumbers: records.flatMap(({ idNumber }) => idNumber ?? []),
    phones: records.flatMap(({ phone }) => phone ?? []),
    dwellingIds: [...new Set(found.flatMap((door) => door?.id ?? []))],
  });
  return { found, known: acquaint(known) };
}

async function teamAt(
  write: Parameters<typeof findOrFoundTeam>[0],
  communityId: string,
  name: string,
): Promise<string> {
  const place = await getPlace(write.tx, write.district, communityId);
  return (await findOrFoundTeam(write, { place, name })).id;
}

/** The row with what is no service category kept in its note, once somebody has taken it. */
function withWords(record: VolunteerRecord): VolunteerRecord {
  const note = noteOf([record.details.note, unknownWords('服务类别', record.unknownServices)]);
  return note === record.details.note ? record : { ...record, details: { note } };
}

function changesOf(record: VolunteerRecord, person: KnownPerson, membership: Membership | undefined): Difference[] {
  const more = (held: readonly string[], said: readonly string[]): string | undefined =>
    said.every((word) => held.includes(word)) ? undefined : [...new Set([...held, ...said])].join('、');
  const talents = membership?.talents ?? [];
  const services = membership?.services ?? [];
  return [
    ...personDifferences(record, person),
    ...differences([
      ['team', membership?.team, record.team],
      ['registeredOn', membership?.registeredOn, record.registeredOn],
      ['hours', hours(membership?.minutes), hours(record.minutes)],
      ['talents', talents.join('、'), more(talents, record.talents)],
      ['services', services.join('、'), more(services, record.services)],
    ]),
  ];
}

function hours(minutes: number | undefined): string | undefined {
  return minutes === undefined ? undefined : String(Math.round((minutes / 60) * 100) / 100);
}
