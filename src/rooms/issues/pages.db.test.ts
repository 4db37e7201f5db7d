import { beforeAll, expect, test } from 'vitest';
import { openTestApp, type Session } from '../../../test/app.ts';
import type { NewModel, ShowModel } from './models.ts';

const app = await openTestApp();
const title = '中心花园的喷泉漏水';
let compound = '';
let elsewhere = '';
let resident: Session;

beforeAll(async () => {
  const [row] = await app.database.query("SELECT code FROM places WHERE district = '421202' AND name = '温馨苑'");
  compound = String(row?.code);
  elsewhere = '421202003001';
  const person = app.demo.find((one) => one.role === '居民');
  if (!person) throw new Error('The demo offers no resident');
  resident = await app.signIn(person);
});

const report = (values: Record<string, unknown>, as?: Session) =>
  app.ask('issues.report', { place: compound, title, kind: 'facilities', ...values }, { as });
const similarTo = async (as?: Session): Promise<string[]> => {
  const answer = await app.get(`/issues/new?place=${compound}&title=${encodeURIComponent(title)}`, { as });
  return (answer.json() as NewModel).similar.map((one) => one.title);
};

test('without an account only a hazard is taken', async () => {
  expect((await report({})).json()).toMatchObject({ status: 422, code: 'account_needed' });
  const hazard = await report({ kind: 'hazard', title: '配电箱门开着', name: '路人', phone: '13800000099' });
  expect(hazard.status).toBe(200);
  const [row] = await app.database.query("SELECT raiser_id, state FROM issues WHERE title = '配电箱门开着'");
  expect(row).toEqual({ raiser_id: null, state: 'reported' });
});

test('what is for one compound is suggested to its neighbours alone, before anything is sent', async () => {
  const made = await report({ visibility: 'compound' }, resident);
  const { id } = made.json() as { id: string };
  await app.database.query(
    "UPDATE issues SET state = 'accepted', published_at = now(), published_until = '2027-01-01' WHERE id = $1",
    [id],
  );
  expect(await similarTo(resident)).toEqual([title]);
  expect(await similarTo()).toEqual([]);
  const again = await report({}, resident);
  expect(again.json()).toMatchObject({ status: 422, code: 'similar_there' });
  expect((await report({ sure: 'yes' }, resident)).status).toBe(200);
});

test('whoever needs help in confidence is not held up by what neighbours said', async () => {
  const answer = await report({ kind: 'threat' }, resident);
  expect(answer.status).toBe(200);
  const { href } = answer.json() as { href: string };
  const shown = (await app.get(href, { as: resident })).json() as ShowModel;
  expect(shown).toMatchObject({ restricted: true, visibility: 'handlers', state: 'reported' });
  expect((await app.get(href)).status).toBe(404);
  const board = await app.get(`/issues?place=${compound}&show=all`);
  expect(board.text).not.toContain(shown.ref);
});

test('a channel counts only for whoever writes it down for another, and a door of others becomes its building', async () => {
  const [door] = await app.database.query(
    `SELECT p.code FROM places p WHERE p.district = '421202' AND p.kind = 'dwelling' AND NOT EXISTS (
       SELECT FROM dwelling_persons d WHERE d.district = p.district AND d.dwelling_id = p.id AND d.person_id = $1)
     ORDER BY p.code LIMIT 1`,
    [app.demo.find((one) => one.role === '居民')?.personId],
  );
  const answer = await report(
    { place: String(door?.code), title: '门口的灯闪个不停', channel: 'window', sure: 'yes' },
    resident,
  );
  expect(answer.status).toBe(200);
  const [row] = await app.database.query(
    `SELECT i.channel, p.kind FROM issues i JOIN places p ON p.district = i.district AND p.id = i.place_id
     WHERE i.title = '门口的灯闪个不停'`,
  );
  expect(row).toEqual({ channel: 'screen', kind: 'building' });
});

test('one reports where one’s record is kept', async () => {
  const other = await app.ask('issues.report', { place: '500108001002', title, kind: 'hazard' }, { as: resident });
  expect(other.json()).toMatchObject({ status: 422, code: 'other_district' });
  expect((await app.get(`/issues/new?place=${elsewhere}`, { as: resident })).status).toBe(200);
});
