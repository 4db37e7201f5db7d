import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '../src/kit/clock.ts';
import { type Database, openDatabase } from '../src/kit/database.ts';
import { openFiles } from '../src/kit/files.ts';
import { migrate } from '../src/kit/migrate.ts';
import { isRefused } from '../src/kit/outcome.ts';
import { openKeyring } from '../src/kit/secrets.ts';
import { largestUpload } from '../src/kit/uploads.ts';
import type { Workshop } from '../src/kit/write.ts';
import { react } from '../src/reactions.ts';
import { openForPerson } from '../src/rooms/accounts/by-phone.ts';
import { seedDemo, seedWenquan } from '../src/seed/index.ts';
import { onServer, startPostgres } from '../test/postgres.ts';

/** A PostgreSQL server with its own settings for writing to disk, and the worlds that are measured on it. */
export type Ground = {
  /** Address of a world, made when it is first asked for. */
  world(name: World): Promise<string>;
  /** Address of a copy of a world, to write in. */
  copy(of: World, name: string): Promise<string>;
  stop(): Promise<void>;
};

export type World = keyof typeof worlds;

const worlds = {
  demo: async (workshop: Workshop) => {
    await seedDemo(workshop);
  },
  wenquan: async (workshop: Workshop) => {
    await seedWenquan(workshop);
    await checkWenquan(workshop.database);
  },
} as const;

/** The key under which the worlds are sealed, for whoever opens them too. */
export const masterKey = Buffer.alloc(32, 7);

/** What one needs to work in a world from here. */
export function workshopOn(database: Database): Workshop {
  return {
    database,
    keyring: openKeyring([masterKey]),
    clock: systemClock,
    files: openFiles(path.join(tmpdir(), 'doorstep-bench-files'), largestUpload),
    zone: 'Asia/Shanghai',
    outbox: { send: async () => ({ sent: true }) },
    react,
  };
}

/** Starts the server; `tell` hears what takes time. */
export async function breakGround(tell: (line: string) => void): Promise<Ground> {
  const server = await startPostgres({ durable: true });
  const admin = server.url('postgres');
  const made = new Map<World, Promise<string>>();
  const make = async (name: World): Promise<string> => {
    const start = performance.now();
    await onServer(admin, `CREATE DATABASE ${name}`);
    const database = await openDatabase({ url: server.url(name) });
    await migrate(database);
    await worlds[name](workshopOn(database));
    await database.close();
    const megabytes = Math.round(process.memoryUsage.rss() / 1e6);
    tell(`made ${name} in ${((performance.now() - start) / 1000).toFixed(1)} s, memory ${megabytes} MB`);
    return server.url(name);
  };
  const world = (name: World): Promise<string> => {
    const url = made.get(name) ?? make(name);
    made.set(name, url);
    return url;
  };
  return {
    world,
    copy: async (of, name) => {
      await world(of);
      await onServer(admin, `CREATE DATABASE ${name} TEMPLATE ${of}`);
      return server.url(name);
    },
    stop: () => server.stop(),
  };
}

/** Wenquan as it is written of: to the household, and to the steward. */
async function checkWenquan(database: Database): Promise<void> {
  const [found] = await database.query(`select
    (select count(*)::int from households) as households, (select count(*)::int from persons) as residents,
    (select count(*)::int from stewards) as stewards, (select count(distinct level)::int from stewards) as levels,
    (select count(*)::int from places where kind = 'community' and code like '421202001%') as communities`);
  const { residents, ...exact } = found ?? {};
  const expected = { households: 49_805, stewards: 3_327, levels: 5, communities: 16 };
  const isRight = JSON.stringify(exact) === JSON.stringify(expected);
  if (!isRight || Math.abs(Number(residents) - 140_000) > 10_000)
    throw new Error(`Wenquan came out as ${JSON.stringify(found)}`);
}

/** The cookie of the one who keeps the office of a community, given by its code. */
export async function signInStaff(url: string, community: string): Promise<{ cookie: string }> {
  const database = await openDatabase({ url, poolSize: 1 });
  try {
    const [staff] = await database.query(
      `select t.district, t.person_id from office_terms t
      join groups g on g.district = t.district and g.id = t.group_id and g.kind = 'community_office'
      join places p on p.district = g.district and p.id = g.place_id where p.code = $1`,
      [community],
    );
    const person = { district: String(staff?.district), personId: String(staff?.person_id) };
    const opened = await openForPerson(workshopOn(database), person, { agent: 'bench', address: '' }, 'demo');
    if (isRefused(opened)) throw new Error(`Nobody could sign in: ${opened.refused}`);
    return { cookie: `doorstep=${opened.done.token}` };
  } finally {
    await database.close();
  }
}

/** The codes of an old courtyard of four buildings in a community, of its first building and that one's first entrance. */
export async function courtyardOf(url: string, community: string) {
  const database = await openDatabase({ url, poolSize: 1 });
  try {
    const [found] = await database.query(
      `select c.code as compound, b.code as building, e.code as entrance from places c
      join places b on b.district = c.district and b.parent_id = c.id and b.kind = 'building'
      join places e on e.district = c.district and e.parent_id = b.id and e.kind = 'entrance'
      join places top on top.district = c.district and top.id = c.parent_id and top.code = $1
      order by c.number, b.number, e.number limit 1`,
      [community],
    );
    if (!found) throw new Error(`No courtyard in ${community}`);
    return { compound: String(found.compound), building: String(found.building), entrance: String(found.entrance) };
  } finally {
    await database.close();
  }
}
