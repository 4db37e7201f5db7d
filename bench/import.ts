// Import of a district's ledgers against the least it can cost: reading the sheets and COPYing the rows that come of them.
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { systemClock } from '../src/kit/clock.ts';
import { type Database, openDatabase } from '../src/kit/database.ts';
import { openFiles } from '../src/kit/files.ts';
import { migrate } from '../src/kit/migrate.ts';
import { isRefused } from '../src/kit/outcome.ts';
import { openKeyring } from '../src/kit/secrets.ts';
import { readTables, type SheetToWrite, writeWorkbook } from '../src/kit/sheets/index.ts';
import { largestUpload } from '../src/kit/uploads.ts';
import { inTransaction, type Workshop } from '../src/kit/write.ts';
import { react } from '../src/reactions.ts';
import { importFile } from '../src/rooms/ledgers/index.ts';
import { checkDigit } from '../src/rooms/people/index.ts';
import { findPlaceByCode, listUnder, loadDivisions, type Place, shippedDivisions } from '../src/rooms/places/index.ts';
import { onServer, startPostgres } from '../test/postgres.ts';

export type ImportFigures = {
  readonly households: number;
  readonly residents: number;
  /** Seconds. */
  readonly importing: number;
  readonly reading: number;
  readonly copying: number;
  /** Importing as a multiple of reading and copying. */
  readonly ratio: number;
  /** Bringing the same files in once more, all rows the same, as a multiple too. */
  readonly again: number;
  /** Largest memory of the process while importing, above what it was before, in MB. */
  readonly memory: number;
};

/** Tables an import fills; each is copied whole, so that triggers, keys and indexes are paid for on both sides. */
const tables = ['places', 'persons', 'households', 'dwelling_persons', 'tags', 'journal'] as const;
/** What is worked out from them at the end of an import; empty before. */
const derived = ['household_chains', 'coverage'] as const;
const street = '421202001';

/** Brings `households` dwellings and their residents into the communities of one street, once by us, once by COPY. */
export async function benchImport(households = 49_805): Promise<ImportFigures> {
  const folder = await mkdtemp(path.join(tmpdir(), 'doorstep-bench-'));
  const server = await startPostgres({ durable: true });
  try {
    await prepare(server.url('postgres'), server.url('empty'));
    await onServer(server.url('postgres'), 'CREATE DATABASE ours TEMPLATE empty');
    const database = await openDatabase({ url: server.url('ours') });
    const workshop = workshopOn(database);
    const place = await findPlaceByCode(database.kysely, street);
    if (!place) throw new Error('No street');
    const communities = await listUnder(database.kysely, place.district, 'community', [place.path]);
    const files = [path.join(folder, 'households.xlsx'), path.join(folder, 'residents.xlsx')];
    const residents = await writeLedgers(files, communities, households);

    const reading = await timed(async () => {
      for (const file of files) await readThrough(file);
    });
    const watch = watchMemory();
    const importing = await timed(() => bringIn(workshop, place, files));
    const memory = watch.stop();
    const twice = await timed(() => bringIn(workshop, place, files));
    const copying = await copyAcross(server, folder);
    await database.close();
    const least = reading + copying;
    return {
      households,
      residents,
      importing,
      reading,
      copying,
      ratio: importing / least,
      again: twice / least,
      memory,
    };
  } finally {
    await server.stop();
    await rm(folder, { recursive: true });
  }
}

function workshopOn(database: Database): Workshop {
  return {
    database,
    keyring: openKeyring([Buffer.alloc(32, 7)]),
    clock: systemClock,
    files: openFiles(path.join(tmpdir(), 'doorstep-bench-files'), largestUpload),
    zone: 'Asia/Shanghai',
    outbox: { send: async () => ({ sent: true }) },
    react,
  };
}

async function prepare(admin: string, url: string): Promise<void> {
  await onServer(admin, 'CREATE DATABASE empty');
  const database = await openDatabase({ url, poolSize: 1 });
  await migrate(database);
  const divisions = await shippedDivisions();
  const loaded = await inTransaction(workshopOn(database), { district: street.slice(0, 6) }, (write) =>
    loadDivisions(write, divisions),
  );
  if (isRefused(loaded)) throw new Error(loaded.refused);
  await database.close();
}

async function bringIn(workshop: Workshop, place: Place, files: readonly string[]): Promise<void> {
  for (const file of files) {
    const report = await importFile(workshop, { place, source: { path: file } });
    if (!('importId' in report)) throw new Error(report.refused);
    if (report.refused.length > 0)
      throw new Error(`Row ${report.refused[0]?.row.row}: ${report.refused[0]?.row.problem?.code}`);
  }
}

async function readThrough(file: string): Promise<void> {
  for await (const part of readTables({ path: file }, { name: ['姓名'], room: ['房号'] })) {
    if ('refused' in part) throw new Error(part.refused);
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

function watchMemory(): { stop(): number } {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 50);
  return {
    stop() {
      clearInterval(timer);
      return Math.round((most - before) / 1024 / 1024);
    },
  };
}

/** Copies what the import made into a database that has only the divisions. @returns the seconds of COPY FROM alone. */
async function copyAcross(server: { url(database: string): string }, folder: string): Promise<number> {
  const ours = new pg.Client(server.url('ours'));
  await ours.connect();
  const source = (table: string): string =>
    `select * from ${table} t where not exists (select from base.${table} b where b.district = t.district and b.id = t.id)`;
  // What stood before the import is in the other database already.
  await ours.query('create schema base');
  const empty = new pg.Client(server.url('empty'));
  await empty.connect();
  for (const table of tables) {
    await ours.query(`create table base.${table} (district text, id uuid)`);
    const { rows } = await empty.query(`select district, id from ${table}`);
    await ours.query(
      `insert into base.${table} select district, id from jsonb_to_recordset($1::jsonb) as given(district text, id uuid)`,
      [JSON.stringify(rows)],
    );
    await ours.query(`analyze base.${table}`);
    const file = createWriteStream(path.join(folder, table));
    // Only what the first import wrote: the second wrote nothing but its own entries.
    await pipeline(ours.query(copyTo(`copy (${source(table)} order by id) to stdout`)), file);
  }
  for (const table of derived) {
    await pipeline(ours.query(copyTo(`copy ${table} to stdout`)), createWriteStream(path.join(folder, table)));
  }
  await ours.end();
  const seconds = await timed(async () => {
    await empty.query('begin');
    for (const table of [...tables, ...derived]) {
      // Rows of one table may point at each other: parents are checked at the end of the statement.
      await pipeline(createReadStream(path.join(folder, table)), empty.query(copyFrom(`copy ${table} from stdin`)));
    }
    await empty.query('commit');
  });
  await empty.end();
  return seconds;
}

const surnames = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜'];
const given = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀兰霞平刚桂英华玉萍红建国志文海波春梅'];

/** The same numbers every time. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

/** Writes a ledger of households and one of residents, one sheet a community. @returns how many residents. */
async function writeLedgers(
  files: readonly string[],
  communities: readonly Place[],
  households: number,
): Promise<number> {
  const text = (heading: string) => ({ heading, kind: 'text' as const });
  const roll = dice(1);
  const name = (): string =>
    `${surnames[roll(surnames.length)]}${given[roll(given.length)]}${given[roll(given.length)]}`;
  const phone = (): string => `13${String(roll(1_000_000_000)).padStart(9, '0')}`;
  const words = ['', '', '', '', '', '', '', '低保', '独居', '退役军人', '残疾'];
  const numbers = new Set<string>();
  const idNumber = (): { id: string; birth: string; sex: string } => {
    for (;;) {
      const birth = `${1930 + roll(95)}${String(1 + roll(12)).padStart(2, '0')}${String(1 + roll(28)).padStart(2, '0')}`;
      const order = String(roll(1000)).padStart(3, '0');
      const digits = `421202${birth}${order}`;
      if (numbers.has(digits)) continue;
      numbers.add(digits);
      const sex = Number(order) % 2 === 1 ? '男' : '女';
      return {
        id: digits + checkDigit(digits),
        birth: `${birth.slice(0, 4)}-${birth.slice(4, 6)}-${birth.slice(6)}`,
        sex,
      };
    }
  };
  const each = Math.ceil(households / communities.length);
  const doors = communities.flatMap((community, c) =>
    Array.from({ length: Math.min(each, households - c * each) }, (_, i) => ({
      community,
      compound: `第${1 + Math.floor(i / 600)}小区`,
      building: String(1 + Math.floor((i % 600) / 60)),
      entrance: String(1 + Math.floor((i % 60) / 20)),
      room: `${1 + Math.floor((i % 20) / 4)}0${1 + (i % 4)}`,
    })),
  );
  const at = (community: Place) => doors.filter((door) => door.community === community);
  const householdSheets = communities.map(
    (community): SheetToWrite => ({
      name: community.name,
      columns: ['社区', '小区', '楼栋', '单元', '房号', '面积', '产权', '户主', '电话', '人口数', '网格员'].map(text),
      rows: at(community).map((d) => [
        community.name,
        d.compound,
        `${d.building}栋`,
        `${d.entrance}单元`,
        `${d.room}室`,
        `${60 + roll(90)}.${roll(90) + 10}`,
        ['自住', '自住', '自住', '出租'][roll(4)] ?? '',
        name(),
        phone(),
        String(1 + roll(5)),
        '甲网格管家',
      ]),
    }),
  );
  let residents = 0;
  const residentSheets = communities.map(
    (community): SheetToWrite => ({
      name: community.name,
      columns: [
        ...['姓名', '性别', '身份证号', '民族', '出生日期', '与户主关系', '政治面貌', '文化程度', '婚姻状况', '户籍地'],
        ...['社区', '小区', '现住址', '人户状态', '联系电话', '人员类别'],
      ].map(text),
      rows: at(community).flatMap((d) =>
        // 140,000 residents in 49,805 households: five in six have three, the sixth two.
        Array.from({ length: roll(6) === 0 ? 2 : 3 }, (_, i) => {
          residents += 1;
          const person = idNumber();
          const relation = ['户主', '配偶', '子'][i] ?? '';
          return [
            ...[
              name(),
              person.sex,
              person.id,
              '汉族',
              person.birth,
              relation,
              '群众',
              '高中',
              '已婚',
              '湖北省咸宁市咸安区',
            ],
            ...[
              community.name,
              d.compound,
              `${d.building}栋${d.entrance}单元${d.room}`,
              '一致',
              i === 0 ? phone() : '',
              words[roll(words.length)] ?? '',
            ],
          ];
        }),
      ),
    }),
  );
  for (const [i, sheets] of [householdSheets, residentSheets].entries()) {
    await pipeline(Readable.fromWeb(writeWorkbook({ sheets }) as ReadableStream), createWriteStream(files[i] ?? ''));
  }
  return residents;
}

if (process.argv[1] === import.meta.filename) {
  console.log(await benchImport(Number(process.argv[2] ?? 49_805)));
}
