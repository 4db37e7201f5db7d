import { beforeAll, expect, test } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { buildIssuesWorld, type IssuesWorld } from '../../../test/issues-world.ts';
import { receiveVisit, type Visit } from './actions.ts';
import { countReceived, listReceived } from './store.ts';

const database = await openTestDatabase();
const db = database.kysely;
let world: IssuesWorld;

beforeAll(async () => {
  world = await buildIssuesWorld(database);
});

const visit = (more: Partial<Visit> = {}): Visit => ({
  place: world.community,
  topic: 'work',
  people: 1,
  outcome: 'settled',
  ...more,
});
const receive = (more: Partial<Visit> = {}) =>
  world.act((write) => receiveVisit(write, visit(more)), { actorId: world.clerk, channel: 'window' });
const span = () => ({
  district: world.district,
  paths: [world.community.path],
  from: '2026-11-01',
  until: '2026-11-30',
});

test('the figures of a window are its visits, by matter, outcome and where to', async () => {
  await receive({ people: 3 });
  await receive({ topic: 'legal', outcome: 'advised', name: '老朱', phone: '138 0000 0001', note: '邻里相邻权' });
  await receive({ topic: 'home_help', outcome: 'referred', referral: 'home_help' });
  expect(await countReceived(db, span())).toEqual({
    visits: 3,
    people: 5,
    topics: expect.arrayContaining([{ topic: 'work', n: 1 }]),
    outcomes: expect.arrayContaining([{ outcome: 'referred', n: 1 }]),
    referrals: [{ referral: 'home_help', n: 1 }],
  });
  expect(await countReceived(db, { ...span(), paths: [world.elsewhere.path] })).toMatchObject({ visits: 0, people: 0 });
  const rows = await listReceived(db, world.workshop.keyring, span(), { offset: 0, limit: 10 });
  expect(rows.map((row) => row.note)).toContain('老朱\n13800000001\n邻里相邻权');
  const [raw] = await database.query('select note from receptions where note is not null');
  expect(Buffer.from(raw?.note as Uint8Array).toString()).not.toContain('朱');
});

test('a visit becomes an issue in the same act, with one entry in the journal', async () => {
  const before = Number((await database.query('select count(*)::int as n from journal'))[0]?.n);
  const { issueId } = await receive({
    place: world.compound,
    outcome: 'issue',
    title: '单元门关不上',
    personId: world.raiser,
    topic: 'housing',
  });
  expect(await world.issue(issueId ?? '')).toMatchObject({
    kind: 'building',
    channel: 'window',
    raiserId: world.raiser,
    helperId: world.clerk,
    state: 'reported',
  });
  expect(Number((await database.query('select count(*)::int as n from journal'))[0]?.n)).toBe(before + 1);
});

test.each([
  [{ outcome: 'referred' }, 'referral_needed'],
  [{ outcome: 'issue' }, 'title_needed'],
  [{ name: '老朱', phone: '12' }, 'phone_not_valid'],
] as const)('%o is refused: %s', async (more, reason) => {
  expect(await world.refusal((write) => receiveVisit(write, visit(more)), { actorId: world.clerk })).toBe(reason);
});
