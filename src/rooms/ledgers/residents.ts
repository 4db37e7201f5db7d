import { createHash } from 'node:crypto';
import { newId } from '../../kit/ids.ts';
import { appendMany, type Entry } from '../../kit/journal.ts';
import {
  addHouseholds,
  addPersons,
  addResidences,
  addTags,
  codeName,
  findHouseholds,
  type Household,
  type HouseholdChange,
  householdsIn,
  type KnownPerson,
  knownPersons,
  type NewHousehold,
  type NewPerson,
  type NewResidence,
  type NewTag,
  type PersonChange,
  RELATIONS,
  type ResidenceChange,
  readCode,
  type TagKind,
  updateHouseholds,
  updatePersons,
  updateResidences,
} from '../people/index.ts';
import { textIn, wrong } from './cells.ts';
import type { ColumnKey } from './columns.ts';
import { communityOf, type Door } from './doors.ts';
import { differences, type Judgement, type KindOfLedger } from './kind.ts';
import type { Difference, Problem } from './ledger.ts';
import { noteOf, unknownWords } from './notes.ts';
import {
  acquaint,
  careIn,
  contradiction,
  detailsIn,
  meet,
  newPerson,
  type PersonDoubt,
  type PersonRecord,
  personChange,
  personDifferences,
  personIn,
  tagNames,
} from './persons.ts';
import { type DoorRef, doorIn } from './where.ts';

/** A row of a residents' ledger. */
export type ResidentRecord = PersonRecord &
  PersonDoubt & {
    readonly door: DoorRef;
    readonly relation?: string | undefined;
    readonly livesHere: boolean;
    readonly tags: readonly TagKind[];
    readonly words: readonly string[];
    readonly unknownTags: readonly string[];
  };

/** What is to be written for a row. */
export type ResidentPlan = {
  readonly record: ResidentRecord;
  readonly door: Door;
  readonly person?: KnownPerson | undefined;
  readonly residenceId?: string | undefined;
  readonly household?: Household | undefined;
  readonly changed: readonly ColumnKey[];
};

/** 户在人不在, 空挂户: registered here, living elsewhere. */
const away = /人不在|空挂|挂靠/;

/** Residents' ledgers: each row a person behind a door that stands. */
export const residents: KindOfLedger<ResidentRecord, ResidentPlan> = {
  read(cells, finder, hint) {
    const person = personIn(cells);
    const door = doorIn(cells, finder, hint) ?? wrong('address_missing', 'address');
    const relation = textIn(cells, 'relation', 50);
    const details = detailsIn(cells);
    const care = careIn(cells, person, undefined);
    return {
      ...person,
      details,
      door,
      relation: relation === undefined ? undefined : (readCode(RELATIONS, relation)?.code ?? relation),
      livesHere: !away.test(details.registration ?? ''),
      tags: care.kinds,
      words: care.words,
      unknownTags: care.unknown,
    };
  },

  label: ({ name, door }) => `${name} ${door.typed}`,
  counts: ({ words }) => words,

  repeats() {
    type First = { readonly row: number; readonly name: string; readonly door: string; readonly rest: string };
    const byId = new Map<string, First>();
    const unnumbered = new Map<string, First>();
    return (record, row) => {
      const { idNumber, name, differs } = record;
      const door = `${record.door.spot?.compoundId ?? record.door.spot?.compound ?? ''} ${record.door.typed.normalize('NFKC')}`;
      const earlier =
        idNumber === undefined ? unnumbered.get(`${name} ${door} ${record.birth ?? ''}`) : byId.get(idNumber);
      // A number copied from another row shows itself by a birth date that does not belong to it.
      if (earlier && differs?.includes('birth'))
        return { verdict: 'refused', problem: { code: 'id_duplicate', column: 'idNumber', earlier: earlier.row } };
      const wrongNumber = contradiction(record);
      if (wrongNumber) return wrongNumber;
      const rest = digest([record.phone, record.details, record.relation, record.tags]);
      if (!earlier) {
        const first = { row, name, door, rest };
        if (idNumber === undefined) unnumbered.set(`${name} ${door} ${record.birth ?? ''}`, first);
        else byId.set(idNumber, first);
        return undefined;
      }
      if (earlier.name !== name)
        return { verdict: 'in_doubt', problem: { code: 'id_of_another', column: 'idNumber', earlier: earlier.row } };
      // One person may belong to two doors.
      if (earlier.door !== door) return undefined;
      return earlier.rest === rest
        ? { verdict: 'duplicate', problem: { code: 'row_repeated', earlier: earlier.row } }
        : { verdict: 'in_doubt', problem: { code: 'repeated_otherwise', earlier: earlier.row } };
    };
  },

  async judge(lines, look) {
    await look.doors.load(lines.map(({ record }) => record.door));
    const found = lines.map(({ record }) => look.doors.find(record.door));
    const dwellingIds = [...new Set(found.flatMap((one) => ('door' in one ? [one.door.id] : [])))];
    const idNumbers = lines.flatMap(({ record: { idNumber } }) => (idNumber === undefined ? [] : [idNumber]));
    const known = acquaint(await knownPersons(look.db, look.keyring, look.district, { idNumbers, dwellingIds }));
    const households = Map.groupBy(
      await householdsIn(look.db, look.district, dwellingIds),
      ({ dwellingId }) => dwellingId,
    );
    return lines.map((line, i): Judgement<ResidentPlan> => {
      const one = found[i];
      if (one && 'several' in one) return refuse('address_ambiguous', 'address');
      if (!one || !('door' in one)) return refuse('address_unknown', 'address');
      const { door } = one;
      if (line.record.unknownTags.length > 0 && !line.taken) return doubt({ code: 'tag_unknown', column: 'tags' });
      const met = meet({ ...line, record: withWords(line.record) }, door.id, known);
      if ('problem' in met) return doubt(met.problem);
      const { record, person } = met;
      const household = (households.get(door.id) ?? [])[0];
      if (!person) return { verdict: 'new', plan: { record, door, household, changed: [] } };
      const residence = person.residences.find(({ dwellingId }) => dwellingId === door.id);
      const changed = changesOf(record, person, residence?.relation, residence !== undefined);
      if (changed.length === 0) return { verdict: 'same' };
      const plan = {
        record,
        door,
        person,
        residenceId: residence?.id,
        household,
        changed: changed.map(({ column }) => column),
      };
      return { verdict: 'changed', plan, differences: changed };
    });
  },

  async write(write, plans, look, importId) {
    const persons: NewPerson[] = [];
    const personChanges: PersonChange[] = [];
    const made: NewHousehold[] = [];
    const householdChanges: HouseholdChange[] = [];
    const residences: NewResidence[] = [];
    const residenceChanges: ResidenceChange[] = [];
    const tags: NewTag[] = [];
    const entries: Entry[] = [];
    const founded = new Map<string, string>();
    const headed = new Set<string>();
    // Somebody with two doors stands twice in a ledger and is one person.
    const numbered = new Map<string, string>();
    const known = await findHouseholds(
      write.tx,
      write.district,
      plans.flatMap(({ household }) => household?.id ?? []),
    );
    for (const household of known) if (household.headId !== null) headed.add(household.id);
    for (const { record, door, person, residenceId, household, changed } of plans) {
      const twin = person || record.idNumber === undefined ? undefined : numbered.get(record.idNumber);
      const personId = person?.id ?? twin ?? newId();
      if (record.idNumber !== undefined) numbered.set(record.idNumber, personId);
      const isHead = record.relation === '02' || record.relation === '01';
      let householdId = household?.id ?? founded.get(door.id);
      if (householdId === undefined && record.livesHere) {
        householdId = newId();
        founded.set(door.id, householdId);
        if (isHead) headed.add(householdId);
        made.push({ id: householdId, dwellingId: door.id, headId: isHead ? personId : null, fromDay: write.today });
        entries.push({
          verb: 'ledgers.add_household',
          thing: { kind: 'household', id: householdId },
          placeId: door.id,
          change: { importId },
        });
      } else if (householdId !== undefined && isHead && !headed.has(householdId)) {
        headed.add(householdId);
        const own = made.find(({ id }) => id === householdId);
        if (own) made.splice(made.indexOf(own), 1, { ...own, headId: personId });
        else householdChanges.push({ id: householdId, headId: personId });
      }
      const change = person && personChange(record, person, changed);
      if (change) personChanges.push(change);
      if (!person && twin === undefined) persons.push(newPerson(record, personId, communityOf(look.ground, door)));
      if (residenceId !== undefined) {
        if (changed.includes('relation')) residenceChanges.push({ id: residenceId, relation: record.relation });
      } else {
        residences.push({
          dwellingId: door.id,
          personId,
          householdId: record.livesHere ? (householdId ?? null) : null,
          capacity: 'resident',
          livesHere: record.livesHere,
          relation: record.relation ?? null,
          fromDay: write.today,
        });
      }
      for (const kind of record.tags) tags.push({ personId, kind, fromDay: write.today });
      entries.push({
        verb: person ? 'ledgers.change_person' : 'ledgers.add_person',
        thing: { kind: 'person', id: personId },
        placeId: door.id,
        forId: personId,
        change: person ? { importId, fields: changed } : { importId },
      });
    }
    await addPersons(write, persons);
    await updatePersons(write, personChanges);
    await addHouseholds(write, made);
    await updateHouseholds(write, householdChanges);
    await addResidences(write, residences);
    await updateResidences(write, residenceChanges);
    await addTags(write, tags);
    await appendMany(write.tx, write, entries);
  },
};

/** Enough of a hash to tell rows apart; the rows themselves are not kept in memory. */
function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 16);
}

const refuse = (code: string, column: ColumnKey): Judgement<never> => ({
  verdict: 'refused',
  problem: { code, column },
});
const doubt = (problem: Problem): Judgement<never> => ({ verdict: 'in_doubt', problem });

/** The row with what cannot be a tag kept in its note, once somebody has taken it. */
function withWords(record: ResidentRecord): ResidentRecord {
  const note = noteOf([record.details.note, unknownWords('人员类别', record.unknownTags)]);
  return note === record.details.note ? record : { ...record, details: { ...record.details, note } };
}

function changesOf(
  record: ResidentRecord,
  person: KnownPerson,
  relation: string | null | undefined,
  livesThere: boolean,
): Difference[] {
  const held = new Set<string>(person.tags.map(({ kind }) => kind));
  const added = record.tags.filter((kind) => !held.has(kind));
  return [
    ...personDifferences(record, person),
    ...differences([
      ['relation', relationName(relation), relationName(record.relation)],
      ['address', '', livesThere ? undefined : record.door.typed],
      ['tags', tagNames([...held]), added.length === 0 ? undefined : tagNames([...held, ...added])],
    ]),
  ];
}

function relationName(relation: string | null | undefined): string | undefined {
  return relation === null || relation === undefined ? undefined : codeName(RELATIONS, relation, 'zh');
}
