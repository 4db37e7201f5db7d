import type { Actor } from '../src/kit/access.ts';
import { dayIn } from '../src/kit/clock.ts';
import type { Database } from '../src/kit/database.ts';
import { refOf } from '../src/kit/ids.ts';
import type { Channel } from '../src/kit/journal.ts';
import { done, isRefused, type Outcome } from '../src/kit/outcome.ts';
import { inTransaction, type Write } from '../src/kit/write.ts';
import { addGroups, addTerms, officePostsOf } from '../src/rooms/groups/index.ts';
import type { Issue, Verb } from '../src/rooms/issues/issue.ts';
import { type Reached, reachForVerb } from '../src/rooms/issues/reach.ts';
import { type Report, reportIssue } from '../src/rooms/issues/report.ts';
import { findIssue } from '../src/rooms/issues/store.ts';
import { addPersons, addResidences } from '../src/rooms/people/index.ts';
import { grantsOf } from '../src/scope.ts';
import { buildSmallWorld, type SmallWorld } from './people-world.ts';

/** The small world with a federation in its compound, an office in its community, and residents. */
export type IssuesWorld = SmallWorld & {
  /** Ids of persons by what they are. */
  readonly chair: string;
  readonly clerk: string;
  readonly street: string;
  readonly raiser: string;
  readonly neighbour: string;
  readonly neighbours: readonly string[];
  readonly manager: string;
  readonly managerGroup: string;
  as(personId: string): Promise<Actor>;
  report(more?: Partial<Report>, by?: { actorId?: string; channel?: Channel }): Promise<Issue>;
  issue(id: string): Promise<Issue>;
  /** Carries a verb out as somebody, the way a route does: reached, locked, ruled, done. */
  move(
    verb: Verb,
    by: string,
    id: string,
    act: (write: Write, reached: Reached) => Promise<Outcome<unknown, string>>,
  ): Promise<string>;
};

/** Builds it in an empty test database. */
export async function buildIssuesWorld(database: Database): Promise<IssuesWorld> {
  const world = await buildSmallWorld(database);
  const { district, community, compound } = world;
  const names = [
    '苗主席',
    '钱社工',
    '孙街办',
    '李反映',
    '周邻居',
    '吴经理',
    ...Array.from({ length: 100 }, (_, n) => `邻${n}`),
  ];
  const ids = await world.write(async (write) => {
    const made = await addPersons(
      write,
      names.map((name) => ({ name, placeId: community.id, birthDate: '1970-01-01' })),
    );
    const street = await write.tx
      .selectFrom('places')
      .selectAll()
      .where('district', '=', district)
      .where('id', '=', community.parentId ?? '')
      .executeTakeFirstOrThrow();
    const groups = await addGroups(write, [
      { kind: 'federation', place: compound, name: '和谐小区妇联' },
      { kind: 'community_office', place: community, name: '社区居委会' },
      {
        kind: 'street_office',
        place: { ...compound, id: street.id, path: street.path, kind: 'township' },
        name: '街道办',
      },
      { kind: 'property_manager', place: compound, name: '安居物业' },
    ]);
    const [chair = '', clerk = '', office = '', raiser = '', neighbour = '', manager = '', ...others] = made;
    const [federation = '', committee = '', streetOffice = '', managerGroup = ''] = groups;
    const term = { fromDay: '2026-01-01', untilDay: null };
    await addTerms(write, [
      { groupId: federation, personId: chair, office: 'chair', ...term },
      { groupId: committee, personId: clerk, office: 'staff', ...term },
      { groupId: streetOffice, personId: office, office: 'staff', ...term },
      { groupId: managerGroup, personId: manager, office: 'leader', ...term },
    ]);
    const home = world.dwellings[0]?.id ?? '';
    await addResidences(
      write,
      [raiser, neighbour, ...others].map((personId) => ({
        personId,
        dwellingId: home,
        capacity: 'resident' as const,
        livesHere: false,
        share: null,
        relation: null,
        householdId: null,
        fromDay: '2020-01-01',
      })),
    );
    return { chair, clerk, street: office, raiser, neighbour, manager, managerGroup, neighbours: others };
  });
  const db = database.kysely;
  const today = (): string => dayIn(world.workshop.zone, world.clock.now());
  const as = async (personId: string): Promise<Actor> => ({
    accountId: '',
    sessionId: '',
    district,
    personId,
    name: '',
    grants: grantsOf(await officePostsOf(db, district, personId, today())),
  });
  const issue = async (id: string): Promise<Issue> => {
    const found = await findIssue(db, district, id);
    if (!found) throw new Error('There is no such issue');
    return found;
  };
  return {
    ...world,
    ...ids,
    as,
    issue,
    report: async (more = {}, by = { actorId: ids.raiser }) => {
      const { id } = await world.act(
        (write) =>
          reportIssue(write, {
            place: world.buildings[0] ?? compound,
            kind: 'lighting',
            urgency: 'usual',
            visibility: 'all',
            title: '1栋门口的路灯不亮',
            note: '晚上接孩子看不清路',
            raiserId: ids.raiser,
            ...more,
          }),
        by,
      );
      return issue(id);
    },
    move: async (verb, by, id, act) => {
      const actor = await as(by);
      const outcome = await inTransaction<string, string>(world.workshop, { district, actorId: by }, async (write) => {
        const reached = await reachForVerb(
          write.tx,
          refOf(district, id),
          { actor, today: write.today, now: write.now },
          verb,
        );
        if (isRefused(reached)) return reached;
        const result = await act(write, reached.done);
        return isRefused(result) ? result : done('done');
      });
      return isRefused(outcome) ? outcome.refused : outcome.done;
    },
  };
}
