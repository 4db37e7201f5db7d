import { beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { buildIssuesWorld, type IssuesWorld } from '../../../test/issues-world.ts';
import { addStepForward, resolveIssue } from './act.ts';
import { appraiseIssue, feedBack } from './appraise.ts';
import { assignIssue, objectToIssue, takeIssue } from './assign.ts';
import { climbOverdue, remindParties } from './climb.ts';
import type { Issue } from './issue.ts';
import { mergeIssue, unmergeIssue } from './merge.ts';
import { addFact, joinIssue, moderateFact, publishIssue } from './publish.ts';
import { acceptIssue, answerQuestion, askBack, contestIssue, declineIssue } from './sort.ts';
import { answersOf, lockIssue, momentsOf, openNote, partiesOf, stepsOf } from './store.ts';

const database = await openTestDatabase();
const db = database.kysely;
let world: IssuesWorld;

beforeAll(async () => {
  world = await buildIssuesWorld(database);
});

const accept = (by: string, issue: Issue) =>
  world.move('accept', by, issue.id, (write, at) => acceptIssue(write, at.issue, {}));
const publish = (by: string, issue: Issue) =>
  world.move('publish', by, issue.id, (write, at) =>
    publishIssue(write, at.issue, { title: issue.title, visibility: 'all' }),
  );
const take = (by: string, issue: Issue) => world.move('take', by, issue.id, (write, at) => takeIssue(write, at.issue));
const resolve = (by: string, issue: Issue) =>
  world.move('resolve', by, issue.id, (write, at) => resolveIssue(write, at.issue, { text: '灯换好了' }));
const join = (by: string, issue: Issue) => world.move('join', by, issue.id, (write, at) => joinIssue(write, at.issue));
const appraise = (by: string, issue: Issue, solved: boolean) =>
  world.move('appraise', by, issue.id, (write, at) =>
    appraiseIssue(
      write,
      at.issue,
      { personId: by, solved, satisfaction: solved ? 'satisfied' : 'dissatisfied', words: '亮堂了' },
      'appraise',
    ),
  );

async function atWork(): Promise<Issue> {
  const issue = await world.report();
  expect(await accept(world.chair, issue)).toBe('done');
  expect(await publish(world.chair, issue)).toBe('done');
  expect(await take(world.chair, issue)).toBe('done');
  return issue;
}

const countsOf = async (measure: string): Promise<number> =>
  Number(
    (await database.query('select coalesce(sum(n), 0)::int as n from issue_counts where measure = $1', [measure]))[0]
      ?.n,
  );

test('a report begins at the compound with a federation, sealed and counted', async () => {
  const before = await countsOf('reported');
  const issue = await world.report();
  expect(issue).toMatchObject({
    state: 'reported',
    level: 3,
    deskId: world.compound.id,
    parties: 1,
    publishedAt: null,
  });
  expect(issue.number).toMatch(/^2026-\d{4}$/);
  expect((await openNote(db, world.workshop.keyring, issue)).note).toBe('晚上接孩子看不清路');
  const [row] = await database.query('select note from issues where id = $1', [issue.id]);
  expect(Buffer.from(row?.note as Uint8Array).toString()).not.toContain('孩子');
  expect(await countsOf('reported')).toBe(before + 1);
  expect(
    await database.query("select person_id from messages where kind = 'issues.told_new' order by id desc limit 1"),
  ).toEqual([{ person_id: world.chair }]);
});

test('the whole loop: sorted, published, handed out, done, not solved, one level up, solved, fed back', async () => {
  const issue = await world.report();
  expect(await accept(world.neighbour, issue)).toBe('not_found');
  expect(await accept(world.chair, issue)).toBe('done');
  expect(await accept(world.chair, issue)).toBe('not_now');
  expect(await publish(world.chair, issue)).toBe('done');
  expect(await join(world.neighbour, issue)).toBe('done');
  const toManager = { to: { groupId: world.managerGroup } } as const;
  const assign = () =>
    world.move('assign', world.chair, issue.id, (write, at) => assignIssue(write, at.issue, toManager));
  expect(await assign()).toBe('done');
  expect(await take(world.chair, issue)).toBe('forbidden');
  expect(
    await world.move('object', world.manager, issue.id, (write, at) =>
      objectToIssue(write, at.issue, { reason: '不归物业' }),
    ),
  ).toBe('done');
  expect((await world.issue(issue.id)).state).toBe('accepted');
  expect(await assign()).toBe('done');
  expect(await take(world.manager, issue)).toBe('done');
  expect(
    await world.move('step', world.manager, issue.id, (write, at) =>
      addStepForward(write, at.issue, { text: '电工看过了', isPublic: true }),
    ),
  ).toBe('done');
  expect(await resolve(world.manager, issue)).toBe('done');
  // The handler's tick is no answer, and the desk cannot close over the heads of those who raised it.
  expect(
    await world.move('feed_back', world.chair, issue.id, (write, at) => feedBack(write, at.issue, { text: '好了' })),
  ).toBe('wait_for_answers');
  expect(await appraise(world.manager, issue, true)).toBe('forbidden');
  expect(await appraise(world.raiser, issue, false)).toBe('done');
  expect(await world.issue(issue.id)).toMatchObject({
    state: 'accepted',
    level: 2,
    deskId: world.community.id,
    assigneeGroup: null,
    round: 1,
    climbed: 1,
  });
  // It has left the compound's desk.
  expect(await take(world.chair, issue)).toBe('forbidden');
  expect(await take(world.clerk, issue)).toBe('done');
  expect(await resolve(world.clerk, issue)).toBe('done');
  expect(await appraise(world.raiser, issue, true)).toBe('done');
  expect(await appraise(world.raiser, issue, true)).toBe('answered_already');
  expect(await appraise(world.neighbour, issue, true)).toBe('done');
  expect(await answersOf(db, await world.issue(issue.id))).toEqual({ solved: 2, unsolved: 0 });
  expect(
    await world.move('feed_back', world.clerk, issue.id, (write, at) =>
      feedBack(write, at.issue, { text: '新灯已经装好' }),
    ),
  ).toBe('done');
  expect(await world.issue(issue.id)).toMatchObject({ state: 'closed', outcome: 'solved', round: 2 });
  const story = (await momentsOf(db, issue)).map((moment) => moment.verb.slice('issues.'.length));
  expect(story).toEqual(
    'report accept publish join assign object assign take step resolve appraise take resolve appraise appraise feed_back'.split(
      ' ',
    ),
  );
});

test('asked back, the clock waits as long as the raiser does', async () => {
  const issue = await world.report();
  await world.move('ask_back', world.chair, issue.id, (write, at) =>
    askBack(write, at.issue, { question: '是哪一盏？' }),
  );
  expect((await world.issue(issue.id)).pausedAt).not.toBeNull();
  const answered = await world.move('answer', world.raiser, issue.id, (write, at) =>
    answerQuestion(write, at.issue, { answer: '靠大门那盏' }),
  );
  expect(answered).toBe('done');
  expect(await world.issue(issue.id)).toMatchObject({ state: 'reported', pausedAt: null });
  const stages = await database.query('select stage from issue_stages where issue_id = $1 order by seq', [issue.id]);
  expect(stages.map((row) => row.stage)).toEqual(['collect', 'wait', 'collect']);
});

test('a decline is contested once, and goes one level up', async () => {
  const issue = await world.report();
  const decline = (by: string) =>
    world.move('decline', by, issue.id, (write, at) =>
      declineIssue(write, at.issue, { reason: '归市政', remedies: '拨打 12345' }),
    );
  const contest = () =>
    world.move('contest', world.raiser, issue.id, (write, at) =>
      contestIssue(write, at.issue, { reason: '灯在小区里' }),
    );
  expect(await decline(world.chair)).toBe('done');
  expect(await contest()).toBe('done');
  expect(await world.issue(issue.id)).toMatchObject({ state: 'reported', level: 2, contested: true });
  expect(await decline(world.clerk)).toBe('done');
  expect(await contest()).toBe('contested_already');
});

test('a merge keeps every raiser as a party, and can be taken back', async () => {
  const kept = await world.report();
  const gone = await world.report({ raiserId: world.neighbour }, { actorId: world.neighbour });
  const merge = await world.move('merge', world.chair, gone.id, async (write, at) => {
    const into = await lockIssue(write.tx, write.district, kept.id);
    return into ? mergeIssue(write, at.issue, into) : { refused: 'no_such_issue' };
  });
  expect(merge).toBe('done');
  expect((await partiesOf(db, kept)).map((party) => party.personId)).toEqual([world.raiser, world.neighbour]);
  expect((await world.issue(kept.id)).parties).toBe(2);
  expect(await world.issue(gone.id)).toMatchObject({ state: 'merged', mergedInto: kept.id });
  expect(await world.move('unmerge', world.chair, gone.id, (write, at) => unmergeIssue(write, at.issue))).toBe('done');
  expect((await partiesOf(db, kept)).map((party) => party.personId)).toEqual([world.raiser]);
  expect((await world.issue(gone.id)).state).toBe('reported');
});

test('what a neighbour adds is held until somebody looked at it', async () => {
  const issue = await atWork();
  const fact = { kind: 'fact', text: '2栋门口也有一盏不亮' } as const;
  expect(await world.move('add_fact', world.neighbour, issue.id, (write, at) => addFact(write, at.issue, fact))).toBe(
    'done',
  );
  const held = (await stepsOf(db, issue)).find((step) => step.shown === 'held');
  const moderate = (show: boolean, reason?: string) =>
    world.move('moderate', world.chair, issue.id, (write, at) =>
      moderateFact(write, at.issue, { step: held?.id ?? '', show, reason }),
    );
  expect(await moderate(false)).toBe('reason_needed');
  expect(await moderate(true)).toBe('done');
  expect(await moderate(true)).toBe('not_held');
});

test('violence takes a path of its own: seen by the named office alone, in no figure', async () => {
  const before = await countsOf('reported');
  const issue = await world.report({ kind: 'violence', title: '需要帮助' });
  expect(issue).toMatchObject({ restricted: true, visibility: 'handlers', deskId: world.community.id });
  expect(await accept(world.chair, issue)).toBe('not_found');
  expect(await accept(world.clerk, issue)).toBe('not_found');
  expect(await countsOf('reported')).toBe(before);
  const [entry] = await database.query("select change from journal where thing_id = $1 and verb = 'issues.report'", [
    issue.id,
  ]);
  expect(entry?.change).toEqual({ kind: 'guarded' });
});

describe('by the clock', () => {
  test('what is overdue climbs by itself, and says so', async () => {
    const issue = await atWork();
    await database.query('update issues set due_at = $2 where id = $1', [
      issue.id,
      new Date(world.clock.now().getTime() - 1),
    ]);
    expect(await climbOverdue(world.workshop, world.district)).toBe(1);
    expect(await world.issue(issue.id)).toMatchObject({
      level: 2,
      deskId: world.community.id,
      climbed: 1,
      state: 'acting',
    });
    expect(await climbOverdue(world.workshop, world.district)).toBe(0);
    const told = await database.query(
      "select person_id from messages where kind = 'issues.told_climbed' and href like $1",
      [`%${issue.id.replaceAll('-', '')}`],
    );
    expect(told.map((row) => row.person_id)).toEqual(expect.arrayContaining([world.clerk, world.raiser]));
  });

  test('parties are reminded once; silence is neither solved nor satisfied', async () => {
    const issue = await atWork();
    await resolve(world.chair, issue);
    const past = (days: number) => new Date(world.clock.now().getTime() - days * 86_400_000);
    await database.query('update issues set asked_at = $2 where id = $1', [issue.id, past(4)]);
    expect(await remindParties(world.workshop, world.district)).toBe(1);
    expect(await remindParties(world.workshop, world.district)).toBe(0);
    await database.query('update issues set asked_at = $2 where id = $1', [issue.id, past(7)]);
    const [due, solved] = [await countsOf('due_answers'), await countsOf('said_solved')];
    expect(
      await world.move('feed_back', world.chair, issue.id, (write, at) =>
        feedBack(write, at.issue, { text: '换好了' }),
      ),
    ).toBe('done');
    expect((await world.issue(issue.id)).outcome).toBe('unanswered');
    expect([await countsOf('due_answers'), await countsOf('said_solved')]).toEqual([due + 1, solved]);
  });
});

describe.skipIf(database.dialect === 'pglite')('two at once', () => {
  test('two who accept: one does, the other is told', async () => {
    for (let round = 0; round < 10; round += 1) {
      const issue = await world.report();
      const outcomes = await Promise.all([accept(world.chair, issue), accept(world.clerk, issue)]);
      expect(outcomes.sort()).toEqual(['done', 'not_now']);
      const entries = (await momentsOf(db, issue)).filter((moment) => moment.verb === 'issues.accept');
      expect(entries).toHaveLength(1);
    }
  });

  test('resolved while merged: one outcome, no party lost', async () => {
    for (let round = 0; round < 10; round += 1) {
      const [kept, gone] = [await atWork(), await atWork()];
      const outcomes = await Promise.all([
        resolve(world.chair, gone),
        world.move('merge', world.chair, gone.id, async (write, at) => {
          const into = await lockIssue(write.tx, write.district, kept.id);
          return into ? mergeIssue(write, at.issue, into) : { refused: 'no_such_issue' };
        }),
      ]);
      expect(outcomes.sort()).toEqual(['done', 'not_now']);
      expect(['merged', 'resolved']).toContain((await world.issue(gone.id)).state);
    }
  });

  test('a hundred say "me too": a hundred parties, each told once', async () => {
    const issue = await atWork();
    const before = await countsOf('joined');
    const everybody = [...world.neighbours, ...world.neighbours.slice(0, 20)];
    const outcomes = await Promise.all(everybody.map((by) => join(by, issue)));
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(100);
    expect((await world.issue(issue.id)).parties).toBe(101);
    expect((await partiesOf(db, issue)).length).toBe(101);
    expect(await countsOf('joined')).toBe(before + 100);
  });
});
