import { sql } from 'kysely';
import { addMonths } from '../kit/clock.ts';
import type { Reader } from '../kit/database.ts';
import { newId } from '../kit/ids.ts';
import { appendMany } from '../kit/journal.ts';
import { done, isRefused } from '../kit/outcome.ts';
import { inTransaction, type Workshop, type Write } from '../kit/write.ts';
import type { DemoSignIn } from '../rooms/accounts/index.ts';
import { addGroups, addMembers, addTerms, factsOf, type Office, showMembers } from '../rooms/groups/index.ts';
import { addHouseholds, addPersons, addResidences, addTags, type NewPerson } from '../rooms/people/index.ts';
import {
  addPlaces,
  drawZone,
  findPlaceByCode,
  getPlace,
  lineOf,
  loadDivisions,
  type Place,
  shippedDivisions,
} from '../rooms/places/index.ts';
import { addLinks, addStewards, levelsOf, type NewLink, type NewSteward, recountAll } from '../rooms/stewards/index.ts';
import { type Chance, chance } from './chance.ts';
import { buildCompound, type MadeCompound } from './compound.ts';
import { seedNotices } from './demo-notices.ts';
import { type DemoDistrict, type DemoGroup, demoDistricts } from './demo-world.ts';
import { type Cast, seedIssues } from './issues.ts';
import { inventResidents, register } from './residents.ts';

/** True when nothing stands in the database yet. */
export async function isEmpty(db: Reader): Promise<boolean> {
  const { rows } = await sql`select 1 from places where district is not null limit 1`.execute(db);
  return rows.length === 0;
}

/** Stands in the first district from the first transaction on, so that a demo half made is known for one. */
const begun = 'demo.begun';

/** True when the records are the demo's, also when making it was interrupted. */
export async function isDemo(db: Reader): Promise<boolean> {
  const { rows } =
    await sql`select 1 from settings where name in ('demo.sign_ins', ${begun}) and district is not null limit 1`.execute(
      db,
    );
  return rows.length > 0;
}

/** True when this district's part of the demo is there. */
async function isMade(db: Reader, district: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from settings where district = ${district} and name = 'demo.sign_ins' limit 1`.execute(db);
  return rows.length > 0;
}

/**
 * Makes the demo: five districts, each a small believable world, the same every time. Districts that are there already
 * are left alone, so making it can be interrupted and gone on with.
 */
export async function seedDemo(house: Workshop): Promise<void> {
  const divisions = await shippedDivisions();
  const missing: (readonly [number, DemoDistrict])[] = [];
  for (const [i, world] of demoDistricts.entries())
    if (!(await isMade(house.database.kysely, world.district))) missing.push([i, world]);
  if (missing.length === 0) return;
  for (const [i, world] of missing) {
    const outcome = await inTransaction(house, { district: world.district, channel: 'command' }, async (write) => {
      await sql`insert into settings (district, name, value) values (${world.district}, ${begun}, 'true')
        on conflict do nothing`.execute(write.tx);
      return loadDivisions(write, divisions);
    });
    if (isRefused(outcome)) throw new Error(`No divisions for ${world.district}`);
    await inTransaction(house, { district: world.district, channel: 'command' }, async (write) => {
      const community = await seedDistrict(write, world, i, house.zone);
      await write.record({ verb: 'demo.seed', thing: { kind: 'place', id: community.id }, placeId: community.id });
      return done(undefined);
    });
  }
  // The planner knows nothing of rows that came all at once.
  await house.database.sweep();
}

type Someone = { readonly id: string; readonly name: string; readonly phone: string };

async function seedDistrict(write: Write, world: DemoDistrict, order: number, zone: string): Promise<Place> {
  const luck = chance(20261122 + order);
  const community = await findPlaceByCode(write.tx, world.community);
  if (!community) throw new Error(`No community ${world.community}`);
  const made = await buildCompound(write, community, world.compound, world.size, luck);
  const year = Number(write.today.slice(0, 4));
  const invented = inventResidents(made.dwellings, {
    chance: luck,
    register: register(1000 + order * 10_000),
    district: world.district,
    placeId: community.id,
    year,
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
  const [resident, ...women] = adults(invented.persons, year, 'female', luck);
  const men = adults(invented.persons, year, 'male', luck);
  const line = await lineOf(write.tx, community);
  const signIns: DemoSignIn[] = [];
  await seedGroups(write, world, { line, community, made, women, men, luck, signIns });
  await seedNotices(write, {
    community,
    compound: await getPlace(write.tx, write.district, made.compound.id),
    building: await getPlace(write.tx, write.district, made.buildings[1]?.id ?? made.compound.id),
    rich: order === 0,
  });
  await seedStewards(write, { line, made, people: [...women.slice(60), ...men.slice(10)], signIns, community });
  await seedZones(write, world, made);
  await seedIssues(write, zone, made, await castOf(write, made, invented.residences));
  if (resident) signIns.push(signIn(write, resident, '居民'));
  await sql`insert into settings (district, name, value) values (${write.district}, 'demo.sign_ins', ${JSON.stringify(order === 0 ? signIns : signIns.filter((one) => one.role.includes('居委会')))}::text::jsonb)`.execute(
    write.tx,
  );
  return community;
}

/** Grown-ups with a phone, in an order of chance. */
function adults(persons: readonly NewPerson[], year: number, sex: 'female' | 'male', luck: Chance): Someone[] {
  const found = persons.flatMap((person) => {
    const age = year - Number(person.birthDate?.slice(0, 4));
    return person.sex === sex && person.phone && age >= 25 && age < 76
      ? [{ id: person.id ?? '', name: person.name, phone: person.phone }]
      : [];
  });
  return found
    .map((person) => ({ person, at: luck.below(1_000_000) }))
    .sort((a, b) => a.at - b.at)
    .map(({ person }) => person);
}

function signIn(write: Write, person: Someone, role: string): DemoSignIn {
  return { district: write.district, personId: person.id, name: person.name, role, phone: person.phone };
}

/** Who plays in the stories told of a compound: those who live there, a steward at the door, the chair, the manager. */
async function castOf(
  write: Write,
  made: MadeCompound,
  residences: readonly { readonly personId: string }[],
): Promise<Cast> {
  const { rows } = await sql<{ role: string; personId: string; groupId: string }>`
    select g.kind || '.' || o.office as role, o.person_id as "personId", g.id as "groupId" from office_terms o
    join groups g on g.district = ${write.district} and g.id = o.group_id
    where o.district = ${write.district} and g.place_id = ${made.compound.id}`.execute(write.tx);
  const stewards = await write.tx
    .selectFrom('stewards')
    .select('person_id as personId')
    .where('district', '=', write.district)
    .where('level', '=', 5)
    .orderBy('id')
    .limit(1)
    .execute();
  const busy = new Set([...rows, ...stewards].map((row) => row.personId));
  const adults = await write.tx
    .selectFrom('persons')
    .select('id')
    .where('district', '=', write.district)
    .where('birth_date', '<', '2000-01-01')
    .where(sql<boolean>`id = any(${residences.map((residence) => residence.personId)}::uuid[])`)
    .orderBy('id')
    .limit(400)
    .execute();
  return {
    residents: adults.map((adult) => adult.id).filter((id) => !busy.has(id)),
    steward: stewards[0]?.personId,
    chair: rows.find((row) => row.role === 'federation.chair')?.personId,
    manager: rows.find((row) => row.role === 'property_manager.leader'),
  };
}

type Setting = {
  readonly line: readonly Place[];
  readonly community: Place;
  readonly made: MadeCompound;
  readonly women: readonly Someone[];
  readonly men: readonly Someone[];
  readonly luck: Chance;
  readonly signIns: DemoSignIn[];
};

async function seedGroups(write: Write, world: DemoDistrict, setting: Setting): Promise<void> {
  const compound = await getPlace(write.tx, write.district, setting.made.compound.id);
  const further = await addPlaces(
    write,
    (world.federatedCompounds ?? []).map((name) => ({ kind: 'compound', parent: setting.community, name })),
  );
  const placeOf = (group: DemoGroup): Place => {
    const found =
      group.at === 'compound' ? compound : setting.line.find((place) => place.kind === (group.at ?? 'community'));
    if (!found) throw new Error(`No place for ${group.name}`);
    return found;
  };
  const plans = world.groups.map((group) => ({ ...group, id: newId(), place: placeOf(group) }));
  const parentOf = (name: string | undefined) => {
    const parent = plans.find((plan) => plan.name === name);
    return parent && { id: parent.id, kind: parent.kind, path: parent.place.path, dissolvedOn: null };
  };
  const founded = addMonths(write.today, -14);
  await addGroups(
    write,
    plans.map((plan) => ({
      id: plan.id,
      kind: plan.kind,
      variety: plan.variety,
      place: plan.place,
      parent: parentOf(plan.under),
      name: plan.name,
      summary: plan.summary,
      foundedOn: founded,
    })),
  );
  const federation = plans.find((plan) => plan.kind === 'federation' && plan.at === undefined);
  const furtherPlaces = await Promise.all(further.map((made) => getPlace(write.tx, write.district, made.id)));
  const furtherIds = await addGroups(
    write,
    furtherPlaces.map((place) => ({
      kind: 'federation',
      place,
      parent: parentOf(federation?.name),
      name: `${place.name}妇联`,
      foundedOn: founded,
    })),
  );
  const next = inTurn(setting.women);
  const terms = plans.flatMap((plan) =>
    Object.entries(plan.offices ?? {}).flatMap(([office, count]) =>
      Array.from({ length: count }, () => {
        const person = next();
        const facts = factsOf(plan.kind);
        const title = Object.entries(facts.offices).find(([name]) => name === office)?.[1].zh ?? office;
        if (
          wanted.has(`${plan.kind}.${office}`) &&
          !setting.signIns.some((one) => one.role.endsWith(title) && one.role.startsWith(plan.name))
        )
          setting.signIns.push(signIn(write, person, `${plan.name} · ${title}`));
        return {
          groupId: plan.id,
          personId: person.id,
          office: office as Office,
          fromDay: founded,
          untilDay: addMonths(founded, plan.kind === 'federation' ? 60 : 36),
        };
      }),
    ),
  );
  await addTerms(write, [
    ...terms,
    ...furtherIds.map((groupId) => ({
      groupId,
      personId: next().id,
      office: 'chair' as const,
      fromDay: founded,
      untilDay: addMonths(founded, 60),
    })),
  ]);
  const members = plans.flatMap((plan) => {
    const pool = plan.kind === 'team' && plan.variety !== 'arts' ? [...setting.men, ...setting.women] : setting.women;
    const from = setting.luck.below(Math.max(1, pool.length - (plan.members ?? 0)));
    return pool.slice(from, from + (plan.members ?? 0)).map((person, i) => ({
      groupId: plan.id,
      personId: person.id,
      registeredOn: founded,
      backbone: i < 6,
      minutesBroughtForward: plan.variety === 'volunteer' ? setting.luck.below(6000) : 0,
      talents: plan.talents && setting.luck.percent(60) ? [setting.luck.pick(plan.talents)] : [],
    }));
  });
  await addMembers(write, members);
  // Two in three let neighbours see them, as they would choose on their own page.
  const open = members.filter(() => setting.luck.percent(66));
  await showMembers(write, open, { name: 'masked', building: true, talents: true });
}

const wanted = new Set([
  'platform.administrator',
  'platform.auditor',
  'district_office.staff',
  'street_office.staff',
  'community_office.staff',
  'federation.chair',
  'womens_group.leader',
]);

function inTurn<T>(list: readonly T[]): () => T {
  let at = -1;
  return () => {
    at += 1;
    const one = list[at % Math.max(1, list.length)];
    if (one === undefined) throw new Error('Nobody there');
    return one;
  };
}

async function seedStewards(
  write: Write,
  setting: {
    readonly line: readonly Place[];
    readonly made: MadeCompound;
    readonly people: readonly Someone[];
    readonly signIns: DemoSignIn[];
    readonly community: Place;
  },
): Promise<void> {
  const { made } = setting;
  const township = setting.line.find((place) => place.kind === 'township');
  if (!township) throw new Error('No township');
  const next = inTurn(setting.people);
  const fromDay = addMonths(write.today, -10);
  const stewards: NewSteward[] = [];
  const links: NewLink[] = [];
  const serve = (level: 1 | 2 | 3 | 4 | 5, placeId: string, targets: readonly string[]): void => {
    const person = next();
    const id = newId();
    stewards.push({ id, personId: person.id, level, placeId, fromDay });
    links.push(...targets.map((target) => ({ stewardId: id, level, placeId: target, fromDay })));
    if (level >= 3 && !setting.signIns.some((one) => one.role.startsWith(names[level])))
      setting.signIns.push(signIn(write, person, names[level]));
  };
  const names = Object.fromEntries(
    (await levelsOf(write.tx, write.district)).map((level) => [level.level, level.zh]),
  ) as Record<1 | 2 | 3 | 4 | 5, string>;
  serve(1, township.id, [township.id]);
  serve(2, setting.community.id, [setting.community.id]);
  serve(3, made.compound.id, [made.compound.id]);
  for (const building of made.buildings) serve(4, building.id, [building.id]);
  // The last entrance's is appointed and not linked yet, so that coverage has something to say and one can do it.
  for (const [i, entrance] of made.entrances.entries())
    serve(5, entrance.id, i < made.entrances.length - 1 ? [entrance.id] : []);
  await addStewards(write, stewards);
  await addLinks(write, links);
  await recountAll(write);
}

async function seedZones(write: Write, world: DemoDistrict, made: MadeCompound): Promise<void> {
  const compound = await getPlace(write.tx, write.district, made.compound.id);
  const silent: Write = { ...write, record: async () => undefined };
  for (const [i, name] of (world.zones ?? []).entries()) {
    const building = made.buildings[i];
    if (building) await drawZone(silent, { place: compound, kind: 'group', name, placeIds: [building.id] });
  }
}
