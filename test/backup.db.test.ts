import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { backup, restore } from '../src/kit/backup.ts';
import type { Database, Owner } from '../src/kit/database.ts';
import { done } from '../src/kit/outcome.ts';
import { openKeyring } from '../src/kit/secrets.ts';
import { addPersons, opensWhatIsSealed } from '../src/rooms/people/index.ts';
import { findPlaceByCode, loadDivisions, shippedDivisions } from '../src/rooms/places/index.ts';
import { openTestDatabase } from './database.ts';
import { openTestHouse } from './house.ts';

const folder = await mkdtemp(path.join(tmpdir(), 'doorstep-backup-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const file = path.join(folder, 'database.jsonl.gz');

const contents = async (database: Database) => ({
  places: await database.query('select * from places order by district, id'),
  journal: await database.query('select * from journal order by district, id'),
  sealed: await database.query('select * from persons'),
});

test('a backup restored into an empty database is the same to the last row, and is still guarded', async () => {
  const house = await openTestHouse();
  const divisions = await shippedDivisions();
  await house.write('421202', (write) => loadDivisions(write, divisions));
  await house.write('350926', (write) => loadDivisions(write, divisions));
  const place = await findPlaceByCode(house.db, '421202001008');
  await house.write('421202', async (write) => {
    const [id = ''] = await addPersons(write, [{ name: '陈静怡', phone: '19900000001', placeId: place?.id ?? '' }]);
    await write.record({ verb: 'test.add', thing: { kind: 'person', id } });
    return done(id);
  });
  const { rows } = await backup(house.database, file);
  expect(rows).toBeGreaterThan(300);

  const other = await openTestDatabase();
  expect(await restore(other, file)).toEqual({ rows });
  expect(await contents(other)).toEqual(await contents(house.database));
  await expect(other.query('delete from journal')).rejects.toMatchObject({ code: '42501' });
  await expect(other.query(`insert into places select * from places limit 1`)).rejects.toMatchObject({ code: '23505' });
  expect(await restore(other, file)).toEqual({ refused: 'not_empty' });

  // What was sealed opens again, with the key it was sealed with and no other.
  expect(await opensWhatIsSealed(other, house.workshop.keyring)).toBe(true);
  const stranger = openKeyring([Buffer.alloc(32, 99)]);
  expect(await opensWhatIsSealed(other, stranger)).toBe(false);
  const third = await openTestDatabase();
  const accepts = (owner: Owner): Promise<boolean> => opensWhatIsSealed(owner, stranger);
  expect(await restore(third, file, accepts)).toEqual({ refused: 'not_accepted' });
  expect(await third.query('select id from persons')).toEqual([]);

  // A copy that broke off in the middle brings nothing back rather than half.
  const whole = await readFile(file);
  const broken = path.join(folder, 'broken');
  await writeFile(broken, whole.subarray(0, Math.floor(whole.length * 0.9)));
  expect(await restore(third, broken)).toEqual({ refused: 'not_a_backup' });
  expect(await third.query('select id from places')).toEqual([]);
  expect(await restore(third, file)).toEqual({ rows });
});

test('what is not a backup is refused and changes nothing', async () => {
  const database = await openTestDatabase();
  const wrong = path.join(folder, 'wrong');
  await writeFile(wrong, 'no gzip');
  expect(await restore(database, wrong)).toEqual({ refused: 'not_a_backup' });
  await writeFile(wrong, gzipSync('{"format":"other"}\n'));
  expect(await restore(database, wrong)).toEqual({ refused: 'not_a_backup' });
  await writeFile(wrong, gzipSync('{"format":"doorstep-backup","migrations":["9999_x.sql"],"tables":[]}\n'));
  expect(await restore(database, wrong)).toEqual({ refused: 'other_migrations' });
});
