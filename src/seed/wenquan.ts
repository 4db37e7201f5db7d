import { addMonths, type Day } from '../kit/clock.ts';
import { newId } from '../kit/ids.ts';
import { appendMany } from '../kit/journal.ts';
import { done, isRefused } from '../kit/outcome.ts';
import { inTransaction, type Workshop, type Write } from '../kit/write.ts';
import { addGroups, addTerms, type GroupKind } from '../rooms/groups/index.ts';
import { addHouseholds, addPersons, addResidences, addTags, type NewPerson } from '../rooms/people/index.ts';
import {
  addPlaces,
  findPlaceByCode,
  listChildren,
  loadDivisions,
  type Place,
  shippedDivisions,
} from '../rooms/places/index.ts';
import { addLinks, addStewards, type NewLink, type NewSteward, recountAll } from '../rooms/stewards/index.ts';
import { chance } from './chance.ts';
import { buildCompound, type MadeCompound, range, type Size } from './compound.ts';
import { inventResidents, type Register, register } from './residents.ts';

export type StreetSize = { readonly households: number; readonly stewards: number };

/** Wenquan street as row XA1 of the systems has it; its 16 communities come with the divisions. */
const wenquanSize: StreetSize = { households: 49_805, stewards: 3_327 };

const street = '421202001';
/** The code list has 15 communities, the street counts 16: the last is invented. */
const sixteenth = { code: '421202001016', name: '温泉新苑社区' } as const;

/** Every community has one old courtyard, shaped like the demo's compound, and newer compounds. */
const courtyard: Size = { buildings: 4, entrances: 2, floors: 6, doors: 2 };
const newer: Size = { buildings: 4, entrances: 3, floors: 9, doors: 4 };
const communityStewards = 3;

/**
 * Makes Wenquan street at its real size: 49,805 households with about 140,000 residents in 16 communities, and 3,327
 * stewards in five levels, none of them with more households than the limit of the level. The same every time but for ids
 * and for what follows from today.
 * @param tell called with a line of progress after each community.
 * @param size fewer households and stewards, shared out the same way, for tests.
 */
export async function seedWenquan(
  house: Workshop,
  tell: (line: string) => void = () => undefined,
  size: StreetSize = wenquanSize,
): Promise<void> {
  const district = street.slice(0, 6);
  const divisions = await shippedDivisions();
  const loaded = await inTransaction(house, { district, channel: 'command' }, (write) =>
    loadDivisions(write, divisions),
  );
  if (isRefused(loaded)) throw new Error('No divisions');
  const communities = await step(house, async (write, place) => {
    await addPlaces(write, [{ kind: 'community', parent: place, ...sixteenth }]);
    return listChildren(write.tx, district, place.id);
  });
  const left = { ...size };
  const numbers = register(20_000_000);
  for (const [i, community] of communities.entries()) {
    const sharers = communities.length - i;
    const share = { households: Math.ceil(left.households / sharers), stewards: Math.floor(left.stewards / sharers) };
    left.households -= share.households;
    left.stewards -= share.stewards;
    await step(house, (write, place) => seedCommunity(write, { place, community, order: i, numbers, ...share }));
    tell(`${i + 1}/${communities.length}`);
  }
  await step(house, (write) => recountAll(write));
  await house.database.sweep();
}

/** One transaction with one entry of its own. */
async function step<T>(house: Workshop, work: (write: Write, place: Place) => Promise<T>): Promise<T> {
  const outcome = await inTransaction(house, { district: street.slice(0, 6), channel: 'command' }, async (write) => {
    const place = await findPlaceByCode(write.tx, street);
    if (!place) throw new Error('No street');
    const result = await work(write, place);
    await write.record({ verb: 'wenquan.seed', thing: { kind: 'place', id: place.id }, placeId: place.id });
    return done(result);
  });
  if (isRefused(outcome)) throw new Error(`Refused: ${outcome.refused}`);
  return outcome.done;
}

type Share = StreetSize & {
  readonly place: Place;
  readonly community: Place;
  readonly order: number;
  readonly numbers: Register;
};

async function seedCommunity(write: Write, share: Share): Promise<void> {
  const { community } = share;
  const luck = chance(421_202 + share.order);
  const year = Number(write.today.slice(0, 4));
  const made: MadeCompound[] = [];
  const adults: string[] = [];
  for (const [n, size] of compoundSizes(share.households).entries()) {
    // Every dwelling counted here has a household, as the street counts households, not doors.
    const compound = await buildCompound(write, community, compoundName(n), size, luck, 0);
    const invented = inventResidents(compound.dwellings, {
      chance: luck,
      register: share.numbers,
      district: write.district,
      placeId: community.id,
      year,
      withParent: 44,
    });
    await addPersons(write, invented.persons);
    await addHouseholds(write, invented.households);
    await addResidences(write, invented.residences);
    await addTags(write, invented.tags);
    await appendMany(
      write.tx,
      write,
      invented.households.map((household) => ({
        verb: 'people.found_household',
        thing: { kind: 'household', id: household.id ?? '' },
        placeId: household.dwellingId,
      })),
    );
    made.push(compound);
    adults.push(...invented.persons.filter((person) => isWorking(person, year)).map((person) => person.id ?? ''));
  }
  const fromDay = addMonths(write.today, -12);
  // The first and the last of the adults keep the offices, the others in between serve as stewards.
  await seedOffice(write, 'community_office', community, adults[0], fromDay);
  if (share.order === 0) await seedOffice(write, 'street_office', share.place, adults.at(-1), fromDay);
  await seedStewards(write, { ...share, made, persons: adults.slice(1, -1), fromDay });
}

/** What compounds so many households live in. */
function compoundSizes(households: number): Size[] {
  const sizes: Size[] = [];
  for (let left = households; left > 0; ) {
    const shape = sizes.length === 0 ? courtyard : newer;
    const dwellings = Math.min(left, shape.buildings * shape.entrances * shape.floors * shape.doors);
    sizes.push({ ...shape, dwellings });
    left -= dwellings;
  }
  return sizes;
}

const compoundNames = [
  '温泉老院',
  '锦绣花园',
  '滨江一号',
  '阳光城',
  '书香门第',
  '碧水湾',
  '幸福里',
  '金桂苑',
  '望湖居',
  '长乐坊',
  '紫薇园',
];

function compoundName(n: number): string {
  return `${compoundNames[n % compoundNames.length]}${Math.floor(n / compoundNames.length) || ''}`;
}

function isWorking(person: NewPerson, year: number): boolean {
  const age = year - Number(person.birthDate?.slice(0, 4));
  return age >= 25 && age < 70;
}

async function seedOffice(
  write: Write,
  kind: Extract<GroupKind, 'community_office' | 'street_office'>,
  place: Place,
  personId: string | undefined,
  fromDay: Day,
): Promise<void> {
  const name = kind === 'community_office' ? `${place.name}居委会` : `${place.name}办事处`;
  const [groupId = ''] = await addGroups(write, [{ kind, place, name, foundedOn: fromDay }]);
  if (personId !== undefined)
    await addTerms(write, [{ groupId, personId, office: 'staff', fromDay, untilDay: addMonths(fromDay, 36) }]);
}

type Serving = Share & {
  readonly made: readonly MadeCompound[];
  readonly persons: readonly string[];
  readonly fromDay: Day;
};

/** One steward of the street, three of the community, one a compound, one a building; the rest take doors. */
async function seedStewards(write: Write, serving: Serving): Promise<void> {
  const { place, community, made, persons, fromDay } = serving;
  const links: NewLink[] = [];
  const stewards: NewSteward[] = [];
  const serve = (level: NewSteward['level'], placeId: string, targets: readonly string[]): void => {
    const id = newId();
    // From all over the community, nobody twice.
    const personId = persons[Math.floor((stewards.length * persons.length) / serving.stewards)] ?? '';
    stewards.push({ id, personId, level, placeId, fromDay });
    links.push(...targets.map((target) => ({ stewardId: id, level, placeId: target, fromDay })));
  };
  serve(1, place.id, [community.id]);
  for (const compounds of evenly(made, Math.min(communityStewards, made.length))) {
    serve(
      2,
      community.id,
      compounds.map(({ compound }) => compound.id),
    );
  }
  for (const { compound } of made) serve(3, compound.id, [compound.id]);
  for (const building of made.flatMap(({ buildings }) => buildings)) serve(4, building.id, [building.id]);
  const households = made.reduce((sum, { dwellings }) => sum + dwellings.length, 0);
  const last = serving.stewards - stewards.length;
  let before = 0;
  for (const { compound, dwellings } of made) {
    const from = Math.round((last * before) / households);
    before += dwellings.length;
    const until = Math.round((last * before) / households);
    // Some doors have nobody yet, so that the coverage page has something to say.
    const covered = dwellings.slice(0, Math.floor(dwellings.length * 0.97));
    for (const doors of evenly(covered, until - from)) {
      serve(
        5,
        compound.id,
        doors.map((door) => door.id),
      );
    }
  }
  await addStewards(write, stewards);
  await addLinks(write, links);
}

/** Cuts a list into so many parts of nearly the same length, in order. */
function evenly<T>(list: readonly T[], parts: number): T[][] {
  return range(parts).map((n) =>
    list.slice(Math.round((list.length * (n - 1)) / parts), Math.round((list.length * n) / parts)),
  );
}
