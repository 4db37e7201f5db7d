import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { appointSomebody, prepare } from '../../../test/actors.ts';
import { openTestApp, type Session } from '../../../test/app.ts';
import { buildSpot, type Spot } from '../../../test/spots.ts';
import { startWorking } from '../../../test/working.ts';
import { readRef, refOf } from '../../kit/ids.ts';
import type { JobRunner } from '../../kit/job-runner.ts';
import type { ListModel, ShowModel } from './models.ts';

const app = await openTestApp();
const today = '2026-11-22';
let spot: Spot;
let office: Session;
let committee: Session;
let chair: Session;
let resident: Session;
const groups: Record<string, string> = {};

beforeAll(async () => {
  spot = await buildSpot(app.workshop, '421202002001');
  const { district, at } = spot;
  const made = (role: string, place: Spot['at'][keyof Spot['at']]) =>
    prepare(app.workshop, district, (write) =>
      appointSomebody(write, '任发布', at.community.id, [{ role, at: place }]),
    ).then((personId) => app.signIn({ district, personId }));
  office = await made('community_office.staff', at.community);
  committee = await made('owners_committee.chair', at.compound);
  chair = await made('federation.chair', at.compound);
  resident = await app.signIn({ district, personId: spot.resident });
  const rows = await app.database.query(
    'SELECT kind, id FROM groups WHERE district = $1 AND place_id = ANY($2::uuid[])',
    [district, [at.community.id, at.compound.id]],
  );
  for (const { kind, id } of rows) groups[String(kind)] = refOf(district, String(id));
});

type Body = Record<string, unknown> & {
  ref?: string;
  code?: string;
  errors?: { field: string; code: string; message: string }[];
};

async function act(
  as: Session | undefined,
  route: string,
  values: Record<string, unknown>,
): Promise<{ status: number; body: Body }> {
  const answer = await app.ask(route, values, { as });
  return { status: answer.status, body: answer.json() as Body };
}

const text = {
  kind: 'reminder',
  title: '天冷了',
  body: '关好窗。\r\n\r\n看好火。',
  fromDay: today,
  lastDay: '2026-11-30',
};

const rewritten = { version: 1, body: '改过了。', lastDay: '2026-12-02', why: '写错了' };

async function draft(as: Session, by: string, values: Record<string, unknown> = {}): Promise<string> {
  const { status, body } = await act(as, 'notices.write', {
    code: spot.at.compound.code,
    group: groups[by],
    ...text,
    ...values,
  });
  expect(status, JSON.stringify(body)).toBe(200);
  return body.ref ?? '';
}

async function published(as: Session, by: string, values: Record<string, unknown> = {}): Promise<string> {
  const ref = await draft(as, by, values);
  expect((await act(as, 'notices.publish', { ref })).status).toBe(200);
  return ref;
}

const show = async (ref: string, as?: Session, more: Record<string, unknown> = {}) => {
  const answer = await app.ask('notices.show', { ref, ...more }, { as });
  return { status: answer.status, model: answer.json() as ShowModel };
};
const list = async (code: string, as?: Session, more: Record<string, unknown> = {}) =>
  (await app.ask('notices.list', { place: code, ...more }, { as })).json() as ListModel;
const titles = (model: ListModel): string[] => model.notices.map((notice) => notice.title);
const verbs = async (ref: string): Promise<unknown[]> =>
  (
    await app.database.query('SELECT verb FROM journal WHERE district = $1 AND thing_id = $2 ORDER BY id', [
      spot.district,
      readRef(ref)?.id,
    ])
  ).map(({ verb }) => verb);

describe('from draft to print', () => {
  test('a draft is seen by its group alone, and published under the next number of the community', async () => {
    const ref = await draft(office, 'community_office', { title: '第一条' });
    for (const as of [undefined, resident, chair, committee]) expect((await show(ref, as)).status).toBe(404);
    expect((await show(ref, office)).model).toMatchObject({
      standing: 'draft',
      can: ['rewrite', 'publish', 'discard'],
    });
    expect((await act(chair, 'notices.publish', { ref })).status).toBe(404);
    expect((await act(office, 'notices.publish', { ref })).status).toBe(200);
    const { model } = await show(ref);
    expect(model).toMatchObject({ number: '2026-0001', standing: 'showing', body: '关好窗。\n\n看好火。', can: [] });
    // The compound's committee is counted with the community.
    const second = await published(committee, 'owners_committee', { title: '第二条' });
    expect((await show(second)).model.number).toBe('2026-0002');
    expect(await verbs(ref)).toEqual(['notices.write', 'notices.publish']);
    expect((await act(office, 'notices.publish', { ref })).body.code).toBe('not_now');
  });

  test('the same request twice writes one draft', async () => {
    const requestId = '0192f0c1-a2b3-7c4d-8e5f-60718293a4b5';
    const first = await draft(office, 'community_office', { requestId, title: '一次' });
    expect(await draft(office, 'community_office', { requestId, title: '一次' })).toBe(first);
    expect(await verbs(first)).toEqual(['notices.write']);
  });

  test('nobody publishes in the name of a group that is not theirs, nor above its place', async () => {
    const wanted = { ...text, code: spot.at.compound.code, group: groups.owners_committee };
    const refused = await act(office, 'notices.write', wanted);
    expect(refused.body).toMatchObject({ code: 'not_your_group', errors: [{ field: 'group' }] });
    const above = { ...wanted, code: spot.at.community.code };
    expect((await act(committee, 'notices.write', above)).status).toBe(404);
    expect((await act(resident, 'notices.write', wanted)).status).toBe(403);
    expect((await act(undefined, 'notices.write', wanted)).status).toBe(401);
    expect((await act(office, 'notices.write', { ...wanted, code: spot.at.dwelling.code })).status).toBe(404);
  });

  test('open affairs that end too soon are refused, saying until when', async () => {
    const { status, body } = await act(office, 'notices.write', {
      code: spot.at.compound.code,
      group: groups.community_office,
      ...text,
      kind: 'money',
    });
    expect(status).toBe(422);
    expect(body.errors).toMatchObject([{ field: 'lastDay', code: 'too_short' }]);
    expect(body.errors?.[0]?.message).toContain('2026-12-06');
  });

  test('a draft is rewritten and thrown away', async () => {
    const ref = await draft(chair, 'federation');
    expect((await act(chair, 'notices.rewrite', { ref, ...text, title: '改过的' })).status).toBe(200);
    expect((await show(ref, chair)).model.title).toBe('改过的');
    expect((await act(chair, 'notices.discard', { ref })).status).toBe(200);
    expect((await show(ref, chair)).status).toBe(404);
  });

  test('what begins later is not seen by everybody before', async () => {
    const ref = await published(office, 'community_office', { title: '下周', fromDay: '2026-11-25' });
    expect((await show(ref)).status).toBe(404);
    expect((await show(ref, office)).model.standing).toBe('coming');
    expect(titles(await list(spot.at.compound.code))).not.toContain('下周');
  });
});

describe('nothing is changed in silence', () => {
  test('a correction is a new version with what changed and why; the old one stays readable', async () => {
    const ref = await published(chair, 'federation', { title: '包饺子', kind: 'activity' });
    const change = {
      ref,
      version: 1,
      title: '包饺子',
      body: '改到下午。',
      lastDay: '2026-12-01',
      why: '厨房上午有人用',
    };
    expect((await act(committee, 'notices.correct', change)).status).toBe(403);
    expect((await act(office, 'notices.correct', change)).body.code).toBe('not_now');
    expect((await act(chair, 'notices.correct', change)).status).toBe(200);
    const { model } = await show(ref);
    expect(model).toMatchObject({ body: '改到下午。', version: 2, newest: 2, lastDay: '2026-12-01' });
    expect(model.versions).toMatchObject([
      { version: 2, changed: ['body', 'last_day'], why: '厨房上午有人用' },
      { version: 1, changed: [], why: '' },
    ]);
    expect((await show(ref, undefined, { version: 1 })).model).toMatchObject({
      body: '关好窗。\n\n看好火。',
      lastDay: '2026-11-30',
      version: 1,
      newest: 2,
    });
    expect((await show(ref, undefined, { version: 3 })).status).toBe(404);
    // Written from what is no longer the newest, or without a change.
    expect((await act(chair, 'notices.correct', change)).body.code).toBe('changed_meanwhile');
    expect((await act(chair, 'notices.correct', { ...change, version: 2 })).body.code).toBe('nothing_changed');
    await expect(
      app.database.query("UPDATE notice_versions SET title = 'x' WHERE district = $1", [spot.district]),
    ).rejects.toMatchObject({ code: '42501' });
  });

  test('it is withdrawn with a reason that everybody sees, by its group or the office above', async () => {
    const ref = await published(committee, 'owners_committee', { title: '要撤的' });
    expect((await act(committee, 'notices.withdraw', { ref })).body.errors).toMatchObject([{ field: 'reason' }]);
    expect((await act(chair, 'notices.withdraw', { ref, reason: '不对' })).status).toBe(403);
    expect((await act(office, 'notices.withdraw', { ref, reason: '没有经过业主大会' })).status).toBe(200);
    expect((await show(ref)).model).toMatchObject({
      standing: 'withdrawn',
      body: '关好窗。\n\n看好火。',
      withdrawn: { day: today, reason: '没有经过业主大会' },
    });
    const listed = (await list(spot.at.compound.code)).notices.find((notice) => notice.ref === ref);
    expect(listed).toMatchObject({ standing: 'withdrawn', title: '要撤的' });
    expect((await app.ask('notices.sheet', { ref })).status).toBe(404);
  });

  test('words that nobody should read are hidden in every version, and wherever else they stood', async () => {
    const ref = await published(chair, 'federation', { title: '写了名字', body: '机密一' });
    await act(chair, 'notices.correct', {
      ref,
      version: 1,
      ...text,
      title: '又写了名字',
      body: '机密二',
      why: '机密三',
    });
    expect((await act(chair, 'notices.withdraw', { ref, reason: '写了别人的信息', hide: true })).status).toBe(200);
    const pages = await Promise.all([
      app.ask('notices.show', { ref }),
      app.ask('notices.show', { ref, version: 1 }),
      app.ask('notices.show', { ref }, { accept: 'html', as: chair }),
      app.ask('notices.list', { place: spot.at.compound.code }),
      app.ask('home.place', { code: spot.at.compound.code }),
      app.ask('home.feed', { code: spot.at.compound.code }),
    ]);
    for (const page of pages) {
      expect(page.status).toBe(200);
      for (const word of ['机密', '写了名字']) expect(page.text).not.toContain(word);
    }
    expect(pages[0]?.text).toContain('写了别人的信息');
  });
});

describe('where it is seen', () => {
  let code: string;
  beforeAll(async () => {
    await published(office, 'community_office', { code: spot.at.community.code, title: '社区的', kind: 'activity' });
    await published(office, 'community_office', {
      code: spot.at.building.code,
      title: '楼栋的',
      lastDay: '2026-12-30',
    });
    await published(office, 'community_office', { code: spot.at.entrance.code, title: '单元的' });
    code = spot.at.building.code;
  });

  test('everybody at the place and below sees it, nobody above or beside', async () => {
    expect(titles(await list(code))).toEqual(expect.arrayContaining(['社区的', '楼栋的']));
    expect(titles(await list(code))).not.toContain('单元的');
    expect(titles(await list(spot.at.entrance.code))).toEqual(expect.arrayContaining(['社区的', '楼栋的', '单元的']));
    expect(titles(await list(spot.at.community.code))).not.toContain('楼栋的');
    expect(titles(await list('421202003001'))).not.toContain('社区的');
  });

  test('whoever has a home sees what is posted there without naming it; others are led to find one', async () => {
    const mine = (await app.ask('notices.list', {}, { as: resident })).json() as ListModel;
    expect(mine.isHome).toBe(true);
    expect(titles(mine)).toContain('单元的');
    expect((await app.ask('notices.list', {})).json()).toMatchObject({ place: null, notices: [] });
    const start = (await app.ask('home.start', {}, { as: resident })).json() as { notices: unknown[] };
    expect(start.notices).toHaveLength(3);
  });

  test('filters by kind and group, says how many, and gives the rows as a sheet', async () => {
    const activities = await list(code, undefined, { kind: 'activity' });
    expect(activities.notices.every((notice) => notice.kind === 'activity')).toBe(true);
    const ours = await list(code, undefined, { group: groups.owners_committee });
    expect(ours.notices.every((notice) => notice.group.ref === groups.owners_committee)).toBe(true);
    expect((await list(code, undefined, { when: 'past' })).total).toBe(0);
    const sheet = await app.get(`/notices?place=${code}&format=xlsx`);
    expect(sheet.headers.get('content-type')).toContain('spreadsheetml');
    expect((await app.ask('notices.list', { place: '421202-zzzz' })).status).toBe(404);
  });

  test('pinned ones stand on top while they are shown, and only their group pins', async () => {
    const ref = await published(committee, 'owners_committee', { title: '要置顶的' });
    expect((await act(office, 'notices.pin', { ref })).body.code).toBe('not_now');
    expect((await act(committee, 'notices.pin', { ref })).status).toBe(200);
    expect((await act(committee, 'notices.pin', { ref })).body.code).toBe('not_now');
    await published(office, 'community_office', { title: '更新的' });
    expect((await list(code)).notices[0]).toMatchObject({ title: '要置顶的', pinned: true });
    expect((await act(committee, 'notices.unpin', { ref })).status).toBe(200);
    expect((await list(code)).notices[0]?.title).not.toBe('要置顶的');
  });

  test('the page of the place tells readers of its feed, and the feed carries what is posted', async () => {
    const page = await app.ask('home.place', { code }, { accept: 'html' });
    expect(page.text).toContain(`<link rel="alternate" type="application/atom+xml"`);
    const feed = await app.ask('home.feed', { code });
    expect(feed.headers.get('content-type')).toBe('application/atom+xml');
    expect(feed.text).toContain('<title>楼栋的</title>');
    expect(feed.text).not.toContain('单元的');
    expect((await app.ask('home.feed', { code: spot.at.dwelling.code })).status).toBe(404);
  });

  test('an unchanged list answers 304, a changed one does not', async () => {
    const address = `/notices?place=${code}`;
    const first = await app.fetch(new Request(`http://localhost${address}`));
    const again = { headers: { 'if-none-match': first.headers.get('etag') ?? '' } };
    expect((await app.fetch(new Request(`http://localhost${address}`, again))).status).toBe(304);
    await published(office, 'community_office', { title: '刚贴的' });
    expect((await app.fetch(new Request(`http://localhost${address}`, again))).status).toBe(200);
  });

  test('the desk shows drafts of one’s own groups and what ends soon first', async () => {
    await draft(office, 'community_office', { title: '办公室的草稿' });
    await published(office, 'community_office', { title: '今天到期', lastDay: today });
    const desk = async (as: Session, tab: string) =>
      ((await app.ask('notices.desk', { tab }, { as })).json() as ListModel).notices;
    expect((await desk(office, 'drafts')).map((notice) => notice.title)).toContain('办公室的草稿');
    expect(await desk(committee, 'drafts')).toEqual([]);
    expect((await desk(office, 'now'))[0]).toMatchObject({ title: '今天到期' });
    expect((await desk(office, 'past')).every(({ standing }) => standing === 'withdrawn')).toBe(true);
    expect((await app.ask('notices.desk', {}, { as: resident })).status).toBe(404);
  });
});

describe('everybody is told', () => {
  let jobs: JobRunner;
  let early: string;
  beforeAll(async () => {
    early = await published(office, 'community_office', { title: '明天停', kind: 'outage', fromDay: '2026-11-23' });
    const [waiting] = await app.database.query("SELECT start_after FROM pgboss.job WHERE name = 'notices.tell'");
    // On its first morning, by the clock of the place.
    expect(new Date(String(waiting?.start_after)).toISOString()).toBe('2026-11-23T00:00:00.000Z');
    expect((await show(early, office)).model.telling).toMatchObject({ told: 0, isRunning: true });
    expect((await act(office, 'notices.withdraw', { ref: early, reason: '不停了' })).status).toBe(200);
    jobs = await startWorking(app.workshop);
  });
  afterAll(() => jobs.stop(5));

  const messages = async (ref: string): Promise<Record<string, unknown>[]> =>
    app.database.query('SELECT person_id, kind, about FROM messages WHERE district = $1 AND href = $2 ORDER BY id', [
      spot.district,
      `/notices/${ref}`,
    ]);

  test('of an outage, of its correction and its end, once each, by a job; of other notices nobody unless asked', async () => {
    const quiet = await published(office, 'community_office', { title: '不必告诉' });
    const ref = await published(office, 'community_office', {
      kind: 'outage',
      title: '停水',
      code: spot.at.building.code,
    });
    const kinds = async () => (await messages(ref)).map(({ kind }) => kind);
    await vi.waitFor(async () => expect(await kinds()).toEqual(Array(2).fill('notices.told_outage')), {
      timeout: 20_000,
    });
    const told = await messages(ref);
    expect(new Set(told.map((one) => one.person_id))).toEqual(new Set([spot.resident, spot.mate]));
    await vi.waitFor(async () =>
      expect((await show(ref, office)).model.telling).toMatchObject({ told: 2, isRunning: false }),
    );
    expect((await act(office, 'notices.correct', { ref, ...rewritten, title: '停水改期' })).status).toBe(200);
    await vi.waitFor(async () => expect(await kinds()).toHaveLength(4), { timeout: 20_000 });
    await act(office, 'notices.withdraw', { ref, reason: '不停了' });
    await vi.waitFor(async () => expect(await kinds()).toHaveLength(6), { timeout: 20_000 });
    expect((await kinds()).slice(2)).toEqual([
      ...Array(2).fill('notices.told_corrected'),
      ...Array(2).fill('notices.told_withdrawn'),
    ]);
    // What was withdrawn before the job came was never announced, so it is not taken back either.
    for (const silent of [quiet, early]) expect(await messages(silent)).toEqual([]);
    const asked = await published(office, 'community_office', { title: '都要知道', tellsAll: true });
    await vi.waitFor(async () => expect(await messages(asked)).toHaveLength(2), { timeout: 20_000 });
    const inbox = await app.ask('people.my_messages', {}, { as: resident, accept: 'html' });
    expect(inbox.text).toContain('新公示：都要知道');
  });
});

test.skipIf(app.database.dialect === 'pglite')(
  'two corrections at once: one is the next version, the other is told',
  async () => {
    const ref = await published(chair, 'federation', { title: '同时改' });
    const correct = (title: string) => act(chair, 'notices.correct', { ref, ...rewritten, title });
    const outcomes = await Promise.all(['甲', '乙', '丙'].map(correct));
    expect(outcomes.map(({ status }) => status).sort()).toEqual([200, 422, 422]);
    expect((await show(ref)).model.versions).toHaveLength(2);
  },
);

test('nothing failed behind the answers', () => {
  expect(app.failures).toEqual([]);
});
