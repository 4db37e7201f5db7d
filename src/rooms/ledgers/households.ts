import { newId } from '../../kit/ids.ts';
import { appendMany, type Entry } from '../../kit/journal.ts';
import {
  addHouseholds,
  addPersons,
  addResidences,
  findPersons,
  type Household,
  type HouseholdChange,
  knownHouseholds,
  type NewHousehold,
  type NewPerson,
  type NewResidence,
  openPersons,
  type PersonChange,
  type Residence,
  residentsOf,
  updateHouseholds,
  updatePersons,
} from '../people/index.ts';
import { describeDwellings, type Occupancy } from '../places/index.ts';
import { areaIn, nameIn, phoneIn, type RowCells, sizeIn, textIn, wrong } from './cells.ts';
import { communityOf, type Door } from './doors.ts';
import { differences, type Judgement, type KindOfLedger, type Line, type Look } from './kind.ts';
import type { Difference, Problem } from './ledger.ts';
import { makeDoors } from './make-doors.ts';
import { holdsNote, joinedNote, noteOf } from './notes.ts';
import { type DoorLabels, type DoorRef, doorIn, doorKey, type Spot } from './where.ts';

/** A row of a household ledger. What is left out says nothing. */
export type HouseholdRecord = {
  readonly door: DoorRef;
  readonly area?: number | undefined;
  readonly occupancy?: Occupancy | undefined;
  readonly head?: string | undefined;
  readonly phone?: string | undefined;
  readonly size?: number | undefined;
  readonly steward?: string | undefined;
  readonly note?: string | undefined;
};

type Known = Household & { readonly note: string | null };

/** What is to be written for a row. */
export type HouseholdPlan = {
  readonly record: HouseholdRecord;
  /** The dwelling; undefined where it has to be made, called by `labels` in `spot`. */
  readonly door?: Door | undefined;
  readonly labels?: DoorLabels | undefined;
  readonly spot?: Spot | undefined;
  readonly household?: Known | undefined;
  /** Somebody who belongs to the dwelling already and turns out to be the head. */
  readonly headId?: string | undefined;
  readonly hasOwner: boolean;
  readonly belongs: boolean;
  readonly changed: readonly Difference['column'][];
};

const occupancyWords: Readonly<Record<Occupancy, readonly string[]>> = {
  self: [
    '自住',
    '自有',
    '业主自住',
    '自用',
    '产权自住',
    '自有住房',
    '自有自住',
    '常住',
    '在住',
    '已入住',
    '入住',
    '自购',
    '自住房',
  ],
  let: ['出租', '租住', '租赁', '已出租', '租房', '出租房', '租户', '承租', '租用'],
  empty: ['空置', '空房', '未入住', '无人居住', '空', '闲置', '空置房', '无人', '空户', '待售'],
  shop: ['商铺', '门面', '商用', '经营', '商业', '店铺', '办公', '门店', '经营性用房'],
};
const occupancyOf = new Map(
  (Object.keys(occupancyWords) as Occupancy[]).flatMap((key) =>
    occupancyWords[key].map((word) => [word, key] as const),
  ),
);

function occupancyIn(cells: RowCells): Occupancy | undefined {
  const text = textIn(cells, 'occupancy');
  if (text === undefined) return undefined;
  return occupancyOf.get(text.replace(/\s|\(.*\)/g, '')) ?? wrong('occupancy_unknown', 'occupancy');
}

/** What the note of the household becomes: without a head there is nobody whose telephone it is. */
function remarksOf({ head, phone, note }: HouseholdRecord): string | undefined {
  return noteOf([note, head === undefined && phone !== undefined ? `联系电话：${phone}` : undefined]);
}

/** Household ledgers: each row a door with those who live behind it; what does not stand yet is made. */
export const households: KindOfLedger<HouseholdRecord, HouseholdPlan> = {
  read(cells, finder, hint) {
    const door = doorIn(cells, finder, hint) ?? wrong('room_missing', 'room');
    return {
      door,
      area: areaIn(cells),
      occupancy: occupancyIn(cells),
      head: nameIn(cells, 'head'),
      phone: phoneIn(cells),
      size: sizeIn(cells),
      steward: textIn(cells, 'steward', 50),
      note: textIn(cells, 'note', 1000),
    };
  },

  label: ({ door, head }) => [door.spot?.compound, door.typed, head].filter(Boolean).join(' '),

  repeats() {
    type First = { readonly row: number } & Pick<
      HouseholdRecord,
      'area' | 'occupancy' | 'head' | 'phone' | 'size' | 'steward'
    >;
    const seen = new Map<string, First>();
    return (record, row) => {
      const [labels] = record.door.readings;
      if (!labels || record.door.readings.length > 1) return undefined;
      const { spot, communityId } = record.door;
      const key = `${spot?.compoundId ?? `${spot?.communityId ?? communityId ?? ''} ${spot?.compound ?? ''}`}|${doorKey(labels)}`;
      const first = seen.get(key);
      const { area, occupancy, head, phone, size, steward } = record;
      if (!first) {
        seen.set(key, { row, area, occupancy, head, phone, size, steward });
        return undefined;
      }
      // Remarks such as 重复登记 apart, nothing in it may contradict the earlier row.
      const contradicts = (['area', 'occupancy', 'head', 'phone', 'size', 'steward'] as const).find(
        (column) => record[column] !== undefined && first[column] !== undefined && record[column] !== first[column],
      );
      return contradicts === undefined
        ? { verdict: 'duplicate', problem: { code: 'row_repeated', earlier: first.row } }
        : { verdict: 'in_doubt', problem: { code: 'dwelling_repeated', column: contradicts, earlier: first.row } };
    };
  },

  async judge(lines, look) {
    await look.doors.load(lines.map(({ record }) => record.door));
    const found = lines.map(({ record }) => look.doors.find(record.door));
    const dwellingIds = [...new Set(found.flatMap((one) => ('door' in one ? [one.door.id] : [])))];
    const there = await knownAt(look, dwellingIds);
    return lines.map((line, i): Judgement<HouseholdPlan> => {
      const one = found[i];
      if (!one || 'several' in one)
        return { verdict: 'refused', problem: { code: 'address_ambiguous', column: 'address' } };
      if ('door' in one) return judgeKnown(line, one.door, there);
      const { record } = line;
      const { spot } = record.door;
      if (!spot)
        return {
          verdict: 'refused',
          problem: {
            code: record.door.communityId === undefined ? 'community_missing' : 'compound_missing',
            column: 'compound',
          },
        };
      if (!one.labels) {
        const code = record.door.readings.length === 0 ? 'address_unreadable' : 'address_ambiguous';
        return { verdict: 'refused', problem: { code, column: 'address' } };
      }
      return {
        verdict: 'new',
        plan: { record, spot, labels: one.labels, hasOwner: false, belongs: false, changed: [] },
      };
    });
  },

  async write(write, plans, look, importId) {
    const doors = await makeDoors(
      write,
      look,
      plans.map(({ door, spot, labels, record }) =>
        door || !spot || !labels ? undefined : { spot, labels, area: record.area, occupancy: record.occupancy },
      ),
    );
    const persons: NewPerson[] = [];
    const personChanges: PersonChange[] = [];
    const added: NewHousehold[] = [];
    const householdChanges: HouseholdChange[] = [];
    const residences: NewResidence[] = [];
    const described: Parameters<typeof describeDwellings>[1][number][] = [];
    const entries: Entry[] = [];
    for (const [i, plan] of plans.entries()) {
      const { record, household } = plan;
      const made = doors[i];
      const dwellingId = plan.door?.id ?? made?.id;
      if (dwellingId === undefined) throw new Error('A planned household has no dwelling');
      if (plan.door && (plan.changed.includes('area') || plan.changed.includes('occupancy'))) {
        const { id, area, occupancy, floor } = plan.door;
        described.push({ id, area: record.area ?? area, occupancy: record.occupancy ?? occupancy, floor });
      }
      const communityId = plan.spot?.communityId ?? communityOf(look.ground, plan.door);
      const householdId = household?.id ?? newId();
      let headId = plan.headId;
      if (
        record.head !== undefined &&
        (household === undefined || household.headId === null || plan.changed.includes('head')) &&
        headId === undefined
      ) {
        headId = newId();
        persons.push({ id: headId, name: record.head, phone: record.phone ?? null, placeId: communityId });
        entries.push({
          verb: 'ledgers.add_person',
          thing: { kind: 'person', id: headId },
          placeId: dwellingId,
          forId: headId,
          change: { importId },
        });
      } else if (headId !== undefined && record.phone !== undefined && plan.changed.includes('phone')) {
        personChanges.push({ id: headId, phone: record.phone });
        entries.push({
          verb: 'ledgers.change_person',
          thing: { kind: 'person', id: headId },
          placeId: dwellingId,
          forId: headId,
          change: { importId, fields: ['phone'] },
        });
      }
      if (headId !== undefined && !plan.belongs) {
        const occupancy = record.occupancy ?? plan.door?.occupancy;
        const livesHere = occupancy !== 'empty' && occupancy !== 'shop';
        residences.push({
          dwellingId,
          personId: headId,
          householdId: livesHere ? householdId : null,
          capacity: (occupancy === 'self' || occupancy === 'empty') && !plan.hasOwner ? 'owner' : 'resident',
          livesHere,
          relation: '02',
          fromDay: write.today,
        });
      }
      const note = remarksOf(record);
      if (household === undefined) {
        added.push({
          id: householdId,
          dwellingId,
          headId: headId ?? null,
          declaredSize: record.size ?? null,
          ledgerSteward: record.steward ?? null,
          note: note ?? null,
          fromDay: write.today,
        });
      } else {
        householdChanges.push({
          id: householdId,
          ...(headId !== undefined && headId !== household.headId ? { headId } : {}),
          ...(record.size === undefined ? {} : { declaredSize: record.size }),
          ...(record.steward === undefined ? {} : { ledgerSteward: record.steward }),
          ...(note === undefined ? {} : { note: joinedNote(household.note, note) }),
        });
      }
      entries.push({
        verb: household === undefined ? 'ledgers.add_household' : 'ledgers.change_household',
        thing: { kind: 'household', id: householdId },
        placeId: dwellingId,
        change: household === undefined ? { importId } : { importId, fields: plan.changed },
      });
    }
    await describeDwellings(write, described);
    await addPersons(write, persons);
    await updatePersons(write, personChanges);
    await addHouseholds(write, added);
    await updateHouseholds(write, householdChanges);
    await addResidences(write, residences);
    await appendMany(write.tx, write, entries);
  },
};

type There = {
  readonly households: ReadonlyMap<string, readonly Known[]>;
  readonly heads: ReadonlyMap<string, { readonly name: string; readonly phone: string | null }>;
  readonly residents: ReadonlyMap<string, readonly (Residence & { readonly name: string })[]>;
};

async function knownAt({ db, keyring, district }: Look, dwellingIds: readonly string[]): Promise<There> {
  const households = await knownHouseholds(db, keyring, district, dwellingIds);
  const residents = await residentsOf(db, district, dwellingIds);
  const names = await findPersons(
    db,
    district,
    residents.map(({ personId }) => personId),
  );
  const headIds = households.flatMap(({ headId }) => (headId === null ? [] : [headId]));
  const heads = await openPersons(db, keyring, district, headIds);
  return {
    households: Map.groupBy(households, ({ dwellingId }) => dwellingId),
    heads: new Map(heads.map((head) => [head.id, head])),
    residents: Map.groupBy(
      residents.map((residence) => ({ ...residence, name: names.get(residence.personId)?.name ?? '' })),
      ({ dwellingId }) => dwellingId,
    ),
  };
}

function judgeKnown({ record, taken }: Line<HouseholdRecord>, door: Door, there: There): Judgement<HouseholdPlan> {
  const known = there.households.get(door.id) ?? [];
  const residents = there.residents.get(door.id) ?? [];
  const hasOwner = residents.some(({ capacity }) => capacity === 'owner' || capacity === 'co_owner');
  const nameOfHead = (household: Known): string | undefined =>
    household.headId === null ? undefined : there.heads.get(household.headId)?.name;
  const ofHead = known.find((household) => record.head !== undefined && nameOfHead(household) === record.head);
  const resident = residents.find(({ name }) => name === record.head);
  const base = { record, door, hasOwner, headId: resident?.personId, belongs: resident !== undefined };
  const isSecond = taken?.code === 'dwelling_repeated' && record.head !== undefined && !ofHead;
  if (known.length === 0 || (isSecond && known.every(({ headId }) => headId !== null))) {
    return {
      verdict: 'new',
      plan: { ...base, changed: changesOf(record, door, undefined, undefined).map(({ column }) => column) },
    };
  }
  const household = ofHead ?? (known.length === 1 ? known[0] : undefined);
  if (!household) return { verdict: 'in_doubt', problem: { code: 'several_households', column: 'head' } };
  const head = household.headId === null ? undefined : there.heads.get(household.headId);
  const changed = changesOf(record, door, household, head);
  if (changed.length === 0) return { verdict: 'same' };
  const plan: HouseholdPlan = {
    ...base,
    headId: record.head === undefined || record.head === head?.name ? (household.headId ?? base.headId) : base.headId,
    belongs: base.belongs || (head !== undefined && (record.head === undefined || record.head === head.name)),
    household,
    changed: changed.map(({ column }) => column),
  };
  const otherHead = head !== undefined && record.head !== undefined && head.name !== record.head;
  if (otherHead && taken === undefined) {
    const problem: Problem = { code: 'other_head', column: 'head' };
    return { verdict: 'in_doubt', problem, differences: changed };
  }
  return { verdict: 'changed', plan, differences: changed };
}

function changesOf(
  record: HouseholdRecord,
  door: Door,
  household: Known | undefined,
  head: { readonly name: string; readonly phone: string | null } | undefined,
): Difference[] {
  const note = remarksOf(record);
  const known = household?.note ?? '';
  return differences([
    ['area', hundredths(door.area), hundredths(record.area)],
    ['occupancy', door.occupancy, record.occupancy],
    ['head', head?.name, record.head],
    ['phone', head?.phone, record.head === undefined && head === undefined ? undefined : record.phone],
    ['size', household?.declaredSize, record.size],
    ['steward', household?.ledgerSteward, record.steward],
    ['note', known, note === undefined || holdsNote(known, note) ? undefined : note],
  ]);
}

function hundredths(area: number | null | undefined): string | undefined {
  return area === null || area === undefined ? undefined : (area / 100).toFixed(2);
}
