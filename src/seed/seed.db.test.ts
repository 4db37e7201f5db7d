import { describe, expect, test } from 'vitest';
import { openTestDatabase } from '../../test/database.ts';
import { demoWorkshop, openDemoDatabase } from '../../test/demo.ts';
import type { Database } from '../kit/database.ts';
import { demoSignIns } from '../rooms/accounts/index.ts';
import { officePostsOf } from '../rooms/groups/index.ts';
import { stewardPostsOf } from '../rooms/stewards/index.ts';
import { rolePermissions } from '../scope.ts';
import { demoDistricts } from './demo-world.ts';
import { isDemo, seedDemo } from './index.ts';
import { seedWenquan } from './wenquan.ts';

const today = '2026-11-22';

/** One number, asked of the database. */
async function count(database: Database, text: string, values: readonly unknown[] = []): Promise<number> {
  const [row] = await database.query(text, values);
  return Number(Object.values(row ?? {})[0]);
}

/** What must hold of any world, each a question that finds nothing. */
const contradictions = {
  'a household without anybody, or of another size than it says': `
    select h.id from households h left join dwelling_persons r on r.district = h.district and r.household_id = h.id
    group by h.district, h.id, h.declared_size having count(r.id) <> h.declared_size or count(r.id) = 0`,
  'a household whose head lives elsewhere': `
    select h.id from households h where not exists (
      select from dwelling_persons r where r.district = h.district and r.household_id = h.id and r.person_id = h.head_id)`,
  'a household in an empty dwelling, or none in one that is lived in': `
    select d.id from places d left join households h on h.district = d.district and h.dwelling_id = d.id
    where d.kind = 'dwelling' and (d.occupancy = 'empty') = (h.id is not null)`,
  'a person who lives nowhere or in two places': `
    select p.id from persons p left join dwelling_persons r on r.district = p.district and r.person_id = p.id
    group by p.district, p.id having count(r.id) <> 1`,
  'an entrance without a dwelling': `
    select e.id from places e where e.kind = 'entrance' and not exists (
      select from places d where d.district = e.district and d.parent_id = e.id)`,
  'coverage that is not the sum of what is below': `
    select p.id from coverage c join places p on p.district = c.district and p.id = c.place_id and p.kind <> 'entrance'
      left join (select child.district, child.parent_id, c.level, sum(c.households) as households, sum(c.linked) as linked
        from coverage c join places child on child.district = c.district and child.id = c.place_id group by 1, 2, 3) below
        on below.district = p.district and below.parent_id = p.id and below.level = c.level
    where (below.households, below.linked) is distinct from (c.households, c.linked)`,
  'coverage of a district that is not its households': `
    select p.id from coverage c join places p on p.district = c.district and p.id = c.place_id and p.kind = 'district'
    where c.households <> (select count(*) from households h where h.district = p.district)`,
  'loads that are not the households with a steward': `
    select c.place_id from coverage c
      left join (select district, place_id, level, sum(households) as n from steward_loads group by 1, 2, 3) l
        on l.district = c.district and l.place_id = c.place_id and l.level = c.level
    where c.linked <> coalesce(l.n, 0)`,
  'a steward too young or too old to serve': `
    select s.id from stewards s join persons p on p.district = s.district and p.id = s.person_id
    where extract(year from age(date '${today}', p.birth_date)) not between 24 and 77`,
} as const;

function expectNoContradictions(database: () => Database): void {
  test.each(Object.entries(contradictions))('holds no %s', async (_, question) => {
    expect(await database().query(question)).toEqual([]);
  });
}

describe('the demo', async () => {
  const database = await openDemoDatabase();
  expectNoContradictions(() => database);

  test('offers somebody of every role, a resident without any, and the community office of every district', async () => {
    const signIns = await demoSignIns(database.kysely);
    const posts = await Promise.all(
      signIns.map(async ({ district, personId, role }) => {
        const held = await Promise.all([
          officePostsOf(database.kysely, district, personId, today),
          stewardPostsOf(database.kysely, district, personId, today),
        ]);
        return { district, role, held: held.flat().map((post) => post.role) };
      }),
    );
    const roles = new Set(posts.flatMap(({ held }) => held));
    // These have no power that another of those offered has not.
    const unoffered = [
      'community_office.leader',
      'federation.vice_chair',
      'federation.executive',
      'steward.1',
      'steward.2',
      'womens_group.leader',
      'owners_committee.chair',
      'owners_committee.vice_chair',
      'property_manager.leader',
    ];
    expect(Object.keys(rolePermissions).filter((role) => !roles.has(role) && !unoffered.includes(role))).toEqual([]);
    expect(posts.filter(({ held }) => held.length === 0).map(({ role }) => role)).toEqual(['居民']);
    const offices = posts.filter(({ held }) => held.includes('community_office.staff'));
    expect(offices.map(({ district }) => district).sort()).toEqual(
      demoDistricts.map(({ district }) => district).sort(),
    );
  });

  test('leaves one entrance of every district without a household steward, and no other gap', async () => {
    const gaps = await database.query(`
      select c.district, c.level, c.households - c.linked as without from coverage c
      join places p on p.district = c.district and p.id = c.place_id
      where p.kind = 'entrance' and c.linked < c.households order by 1`);
    expect(gaps.map(({ district, level }) => `${district} ${level}`)).toEqual(
      demoDistricts.map(({ district }) => `${district} 5`).sort(),
    );
  });

  test.each(demoDistricts)(
    'has the groups of $community with the members they say',
    async ({ district, groups, ...world }) => {
      const rows = await database.query(
        `select g.name, (select count(*)::int from memberships m where m.district = g.district and m.group_id = g.id and m.state = 'active') as members,
        (select count(*)::int from office_terms t where t.district = g.district and t.group_id = g.id) as officers
      from groups g where g.district = $1`,
        [district],
      );
      const found = new Map(rows.map((row) => [row.name, row]));
      expect(found.size).toBe(groups.length + (world.federatedCompounds?.length ?? 0));
      for (const { name, members = 0, offices = {} } of groups) {
        const officers = Object.values(offices).reduce((sum, n) => sum + n, 0);
        expect(found.get(name)).toMatchObject({ name, officers });
        // Officers may be members besides.
        expect(found.get(name)?.members).toBeGreaterThanOrEqual(members);
      }
    },
  );
});

test('a demo whose making was interrupted is known for one and gone on with', { timeout: 60_000 }, async () => {
  const database = await openTestDatabase();
  const workshop = demoWorkshop(database);
  let entries = 0;
  const interrupted = seedDemo({
    ...workshop,
    react: async (...entry) => {
      entries += 1;
      if (entries === 4) throw new Error('Somebody pressed Ctrl-C');
      await workshop.react?.(...entry);
    },
  });
  await expect(interrupted).rejects.toThrow('Ctrl-C');
  const halfMade = await count(database, 'select count(*) from persons');
  expect(halfMade).toBeGreaterThan(0);
  expect(await isDemo(database.kysely)).toBe(true);
  await seedDemo(workshop);
  expect(new Set((await demoSignIns(database.kysely)).map(({ district }) => district)).size).toBe(demoDistricts.length);
  expect(await count(database, `select count(*) from persons where district = '421202'`)).toBe(halfMade);
});

describe('Wenquan street, smaller', async () => {
  const size = { households: 1606, stewards: 421 };
  const database = await openTestDatabase();
  await seedWenquan(demoWorkshop(database), undefined, size);
  expectNoContradictions(() => database);

  test('has exactly the households and stewards asked for, in 16 communities', async () => {
    expect(await count(database, 'select count(*) from households')).toBe(size.households);
    expect(await count(database, 'select count(*) from stewards')).toBe(size.stewards);
    expect(await count(database, 'select count(distinct person_id) from stewards')).toBe(size.stewards);
    const communities = await database.query(
      `select c.households from coverage c join places p on p.district = c.district and p.id = c.place_id
      where p.kind = 'community' and c.level = 1`,
    );
    expect(communities).toHaveLength(16);
    expect(new Set(communities.map((row) => row.households))).toEqual(new Set([100, 101]));
  });

  test('has households of the size of the real ones: 49,805 with about 140,000 residents', async () => {
    const persons = await count(database, 'select count(*) from persons');
    expect(persons / size.households).toBeGreaterThan(2.7);
    expect(persons / size.households).toBeLessThan(2.95);
  });

  test('has stewards of five levels, a few doors without one, and somebody in every office', async () => {
    const levels = await database.query('select level, count(*)::int as n from stewards group by 1 order by 1');
    expect(levels).toEqual([
      { level: 1, n: 16 },
      { level: 2, n: 32 },
      { level: 3, n: 32 },
      { level: 4, n: 80 },
      { level: 5, n: 261 },
    ]);
    const gaps = await database.query(`
      select c.level, (c.households - c.linked)::float / c.households as gap from coverage c
      join places p on p.district = c.district and p.id = c.place_id where p.kind = 'district' order by 1`);
    expect(gaps.map(({ level, gap }) => `${level} ${Number(gap) > 0}`)).toEqual([
      '1 false',
      '2 false',
      '3 false',
      '4 false',
      '5 true',
    ]);
    expect(Number(gaps[4]?.gap)).toBeLessThan(0.05);
    expect(await count(database, 'select count(*) from office_terms')).toBe(17);
  });

  test('comes out the same every time', async () => {
    // Whatever is not an id, of every dwelling: who lives there, since when, and who looks after the door.
    const world = `
      select p.code, p.name, p.area, p.occupancy, h.declared_size, h.from_day,
        array_agg(concat_ws(' ', o.name, o.sex, o.birth_date, r.relation, encode(o.id_number_hash, 'hex'), encode(o.phone_hash, 'hex')) order by r.id) as people,
        (select array_agg(o.name order by l.level) from steward_links l
          join stewards s on s.district = l.district and s.id = l.steward_id
          join persons o on o.district = s.district and o.id = s.person_id
          where l.district = p.district and l.place_id = p.id) as stewards
      from places p join households h on h.district = p.district and h.dwelling_id = p.id
        join dwelling_persons r on r.district = h.district and r.household_id = h.id
        join persons o on o.district = r.district and o.id = r.person_id
      where p.kind = 'dwelling' group by p.district, p.id, h.district, h.id order by p.number`;
    const [first, second] = [await openTestDatabase(), await openTestDatabase()];
    for (const each of [first, second])
      await seedWenquan(demoWorkshop(each), undefined, { households: 160, stewards: 160 });
    const rows = await first.query(world);
    expect(rows).toHaveLength(160);
    expect(await second.query(world)).toEqual(rows);
  });
});
