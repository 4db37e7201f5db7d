import { newId } from '../../kit/ids.ts';
import { appendMany, type Entry } from '../../kit/journal.ts';
import { readInteger } from '../../kit/sheets/index.ts';
import {
  addPersons,
  addTags,
  type KnownPerson,
  type NewPerson,
  type NewTag,
  type OpenTag,
  type PersonChange,
  type Plan,
  readFrequency,
  type TagKind,
  updatePersons,
  updateTags,
} from '../people/index.ts';
import { dayIn, type RowCells, textIn, wrong } from './cells.ts';
import type { ColumnKey } from './columns.ts';
import { differences, type Judgement, type KindOfLedger } from './kind.ts';
import type { Difference } from './ledger.ts';
import { livesAt, noteOf, unknownWords } from './notes.ts';
import {
  careIn,
  contradiction,
  meet,
  newPerson,
  type PersonDoubt,
  type PersonRecord,
  personChange,
  personDifferences,
  personIn,
  tagNames,
} from './persons.ts';
import { peopleOf } from './volunteers.ts';
import { type DoorRef, doorIn } from './where.ts';

/** A row of a ledger of persons to visit. */
export type VisitRecord = PersonRecord &
  PersonDoubt & {
    readonly door?: DoorRef | undefined;
    readonly communityId?: string | undefined;
    readonly tags: readonly TagKind[];
    readonly words: readonly string[];
    readonly unknownTags: readonly string[];
    readonly plan: Plan;
  };

/** What is to be written for a row. */
export type VisitPlan = {
  readonly record: VisitRecord;
  readonly communityId: string;
  readonly person?: KnownPerson | undefined;
  readonly changed: readonly ColumnKey[];
};

const planKeys = ['frequency', 'lastVisit', 'pairedWith', 'kin', 'emergencyContact', 'health'] as const;

function planIn(cells: RowCells): Plan {
  const often = textIn(cells, 'frequency', 30);
  const plan: Plan = {
    frequency: often === undefined ? undefined : (readFrequency(often) ?? wrong('frequency_unknown', 'frequency')),
    lastVisit: dayIn(cells, 'lastVisit'),
    pairedWith: textIn(cells, 'pairedWith', 50),
    kin: textIn(cells, 'kin', 200),
    emergencyContact: textIn(cells, 'emergencyContact', 100),
    health: textIn(cells, 'health', 200),
  };
  return Object.fromEntries(Object.entries(plan).filter(([, value]) => value !== undefined));
}

function ageIn(cells: RowCells): number | undefined {
  if (textIn(cells, 'age') === undefined) return undefined;
  const read = readInteger(cells.at('age'), ['岁', '周岁']);
  return 'refused' in read || read.integer > 130 ? wrong('age_not_a_number', 'age') : read.integer;
}

/** Ledgers of persons to visit: each row a person with care words and a visiting plan. */
export const visits: KindOfLedger<VisitRecord, VisitPlan> = {
  read(cells, finder, hint) {
    const person = personIn(cells);
    const door = doorIn(cells, finder, hint);
    const care = careIn(cells, person, ageIn(cells));
    if (care.words.length === 0) wrong('tag_missing', 'tags');
    const note = noteOf([textIn(cells, 'note', 1000), livesAt(textIn(cells, 'address', 150))]);
    return {
      ...person,
      details: note === undefined ? {} : { note },
      door,
      communityId: door?.communityId ?? finder.spot(cells, hint).communityId,
      tags: care.kinds,
      words: care.words,
      unknownTags: care.unknown,
      plan: planIn(cells),
    };
  },

  label: ({ name, words }) => `${name} ${words.join('、')}`,
  counts: ({ words }) => words,

  repeats() {
    const seen = new Map<string, number>();
    return (record, row) => {
      const wrongNumber = contradiction(record);
      if (wrongNumber) return wrongNumber;
      const key = [record.name, record.idNumber ?? record.phone ?? record.door?.typed, ...record.tags].join(' ');
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
    return lines.map((line, i): Judgement<VisitPlan> => {
      const { taken, record } = line;
      const { communityId } = record;
      if (communityId === undefined)
        return { verdict: 'refused', problem: { code: 'community_missing', column: 'community' } };
      // Without any word that is understood there is no tag that could carry the plan.
      if (record.tags.length === 0) return { verdict: 'refused', problem: { code: 'tag_unknown', column: 'tags' } };
      if (record.unknownTags.length > 0 && !taken)
        return { verdict: 'in_doubt', problem: { code: 'tag_unknown', column: 'tags' } };
      const met = meet({ ...line, record: withWords(record) }, found[i]?.id, known);
      if ('problem' in met) return { verdict: 'in_doubt', problem: met.problem };
      const { person } = met;
      if (!person) return { verdict: 'new', plan: { record: met.record, communityId, changed: [] } };
      const changed = changesOf(met.record, person);
      const plan = { record: met.record, communityId, person, changed: changed.map(({ column }) => column) };
      return changed.length === 0 ? { verdict: 'same' } : { verdict: 'changed', plan, differences: changed };
    });
  },

  async write(write, plans, _look, importId) {
    const persons: NewPerson[] = [];
    const personChanges: PersonChange[] = [];
    const tags: NewTag[] = [];
    const tagChanges: { id: string; plan: Plan }[] = [];
    const entries: Entry[] = [];
    for (const { record, communityId, person, changed } of plans) {
      const personId = person?.id ?? newId();
      const change = person && personChange(record, person, changed);
      if (change) personChanges.push(change);
      if (!person) persons.push(newPerson(record, personId, communityId));
      const planned = person && plannedTag(record, person);
      if (planned) tagChanges.push({ id: planned.id, plan: { ...planned.plan, ...record.plan } });
      const held = new Set<string>(person?.tags.map(({ kind }) => kind));
      for (const [i, kind] of record.tags.entries()) {
        if (!held.has(kind))
          tags.push({
            personId,
            kind,
            plan: i === 0 && !planned ? record.plan : undefined,
            fromDay: tagDay(record, write.today),
          });
      }
      entries.push({
        verb: person ? 'ledgers.change_visit' : 'ledgers.add_visit',
        thing: { kind: 'person', id: personId },
        placeId: communityId,
        forId: personId,
        change: person ? { importId, fields: changed } : { importId },
      });
    }
    await addPersons(write, persons);
    await updatePersons(write, personChanges);
    await addTags(write, tags);
    await updateTags(write, tagChanges);
    await appendMany(write.tx, write, entries);
  },
};

/** Somebody visited before today was to be visited before today. */
function tagDay({ plan }: VisitRecord, today: string): string {
  return plan.lastVisit !== undefined && plan.lastVisit < today ? plan.lastVisit : today;
}

/** The tag that carries the plan: the first kind the row names. */
function plannedTag(record: VisitRecord, person: KnownPerson): OpenTag | undefined {
  return person.tags.find(({ kind }) => kind === record.tags[0]);
}

/** The row with what cannot be a tag kept in its note, once somebody has taken it. */
function withWords(record: VisitRecord): VisitRecord {
  const note = noteOf([record.details.note, unknownWords('人员类别', record.unknownTags)]);
  return note === record.details.note ? record : { ...record, details: { note } };
}

function changesOf(record: VisitRecord, person: KnownPerson): Difference[] {
  const held = person.tags.map(({ kind }): string => kind);
  const added = record.tags.filter((kind) => !held.includes(kind));
  const before: Plan = plannedTag(record, person)?.plan ?? {};
  return [
    ...personDifferences(record, person),
    ...differences([
      ['tags', tagNames(held), added.length === 0 ? undefined : tagNames([...held, ...added])],
      ...planKeys.map((key) => [key, before[key], record.plan[key]] as const),
    ]),
  ];
}
