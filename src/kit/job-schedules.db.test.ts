import { expect, test } from 'vitest';
import { z } from 'zod';
import { dialect, openTestDatabase } from '../../test/database.ts';
import { fixedClock } from './clock.ts';
import { openDatabase } from './database.ts';
import { type Schedule, schedule, serveSchedules } from './job-schedules.ts';
import { defineJob } from './jobs.ts';

const database = await openTestDatabase();
const shanghai = 'Asia/Shanghai';

/** A schedule that keeps the times it was served for, and every morning's half past two in Shanghai. */
function nightly(name: string) {
  const due: string[] = [];
  const one: Schedule = { name, cron: '30 2 * * *', send: async (_tx, at) => due.push(at.toISOString()) };
  return { one, due };
}

test('begins with the next time, and then serves each time once', async () => {
  const clock = fixedClock('2026-11-22T06:00:00Z');
  const { one, due } = nightly('begins');
  const serve = serveSchedules(database, [one], clock, shanghai);
  await serve();
  clock.set('2026-11-22T18:29:59.999Z');
  await serve();
  expect(due).toEqual([]);
  clock.set('2026-11-22T18:30:00Z');
  await serve();
  await serve();
  clock.set('2026-11-22T20:00:00Z');
  await serve();
  expect(due).toEqual(['2026-11-22T18:30:00.000Z']);
});

test('catches up once on what was missed while nothing ran, with the time that was due', async () => {
  const clock = fixedClock('2026-11-22T06:00:00Z');
  const { one, due } = nightly('missed');
  await serveSchedules(database, [one], clock, shanghai)();
  clock.set('2026-11-26T01:00:00Z');
  const afterRestart = serveSchedules(database, [one], clock, shanghai);
  await afterRestart();
  await afterRestart();
  expect(due).toEqual(['2026-11-25T18:30:00.000Z']);
});

test('of several processes one serves it', async () => {
  const clock = fixedClock('2026-11-22T06:00:00Z');
  const { one, due } = nightly('several');
  const other =
    'url' in database.source && dialect() === 'postgres'
      ? await openDatabase({ url: database.source.url, poolSize: 2 })
      : undefined;
  const servers = [database, database, other ?? database].map((each) => serveSchedules(each, [one], clock, shanghai));
  await Promise.all(servers.map((serve) => serve()));
  for (const day of ['23', '24', '25']) {
    clock.set(`2026-11-${day}T18:30:00Z`);
    await Promise.all(servers.map((serve) => serve()));
  }
  await other?.close();
  expect(due).toEqual(['2026-11-23T18:30:00.000Z', '2026-11-24T18:30:00.000Z', '2026-11-25T18:30:00.000Z']);
});

test('what could not be sent is sent at the next try', async () => {
  const clock = fixedClock('2026-11-22T06:00:00Z');
  const due: string[] = [];
  let broken = true;
  const one: Schedule = {
    name: 'broken',
    cron: '0 9 * * 1',
    send: async (_tx, at) => {
      if (broken) throw new Error('no');
      due.push(at.toISOString());
    },
  };
  const serve = serveSchedules(database, [one], clock, shanghai);
  await serve();
  clock.set('2026-11-23T01:00:00Z');
  await expect(serve()).rejects.toThrow('no');
  broken = false;
  await serve();
  expect(due).toEqual(['2026-11-23T01:00:00.000Z']);
});

test('a schedule that cannot be read is a mistake in the program', () => {
  const job = defineJob('x', z.object({}), async () => undefined);
  expect(() => schedule('every night', job, () => ({}))).toThrow();
  expect(schedule('30 2 * * *', job, () => ({}))).toMatchObject({ name: 'x', cron: '30 2 * * *' });
});
