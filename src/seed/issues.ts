import { dayIn } from '../kit/clock.ts';
import { append } from '../kit/journal.ts';
import { isRefused, type Outcome } from '../kit/outcome.ts';
import type { Write } from '../kit/write.ts';
import {
  acceptIssue,
  addFact,
  addStepForward,
  answerQuestion,
  appraiseIssue,
  askBack,
  assignIssue,
  contestIssue,
  declineIssue,
  feedBack,
  getIssue,
  type Issue,
  joinIssue,
  noteContact,
  partiesOf,
  publishIssue,
  referIssue,
  reportIssue,
  resolveIssue,
  staffAt,
  takeIssue,
  waitFor,
} from '../rooms/issues/index.ts';
import { getPlace, type Place } from '../rooms/places/index.ts';
import type { MadeCompound } from './compound.ts';
import { type Act, type ActVerb, issueStories, type Story } from './issue-stories.ts';

/** Who plays in the stories of a compound. */
export type Cast = {
  readonly residents: readonly string[];
  readonly steward: string | undefined;
  readonly chair: string | undefined;
  readonly manager: { readonly personId: string; readonly groupId: string } | undefined;
};

type Scene = {
  readonly write: Write;
  readonly issue: Issue;
  readonly cast: Cast;
  readonly story: Story;
  readonly text: string;
  /** A neighbour who has not joined yet. */
  readonly neighbour: string;
};

type Play = (scene: Scene) => Promise<Outcome<unknown, string>>;

/** Who does what in a story; the verbs are the product's own. */
const plays: Readonly<
  Record<ActVerb, { readonly by: (scene: Scene) => Promise<string | undefined>; readonly act: Play }>
> = {
  accept: { by: desk, act: ({ write, issue }) => acceptIssue(write, issue, {}) },
  ask_back: { by: desk, act: ({ write, issue, text }) => askBack(write, issue, { question: text }) },
  answer: { by: raiser, act: ({ write, issue, text }) => answerQuestion(write, issue, { answer: text }) },
  decline: {
    by: desk,
    act: ({ write, issue, text }) =>
      declineIssue(write, issue, { reason: text, remedies: '需要的话，可以请社区介绍可靠的师傅。' }),
  },
  contest: { by: raiser, act: ({ write, issue, text }) => contestIssue(write, issue, { reason: text }) },
  refer: {
    by: desk,
    act: ({ write, issue, text }) =>
      referIssue(write, issue, { to: text, reason: '这件事由他们负责，我们已经打过电话。' }),
  },
  publish: {
    by: desk,
    act: ({ write, issue }) => publishIssue(write, issue, { title: issue.title, visibility: 'all' }),
  },
  to_manager: {
    by: desk,
    act: async ({ write, issue, cast }) =>
      cast.manager ? assignIssue(write, issue, { to: { groupId: cast.manager.groupId } }) : { done: undefined },
  },
  take: { by: handler, act: ({ write, issue }) => takeIssue(write, issue) },
  contact: { by: handler, act: ({ write, issue, text }) => noteContact(write, issue, { text }) },
  step: { by: handler, act: ({ write, issue, text }) => addStepForward(write, issue, { text, isPublic: true }) },
  wait: { by: handler, act: ({ write, issue, text }) => waitFor(write, issue, { text }) },
  join: { by: neighbour, act: ({ write, issue }) => joinIssue(write, issue) },
  fact: { by: neighbour, act: ({ write, issue, text }) => addFact(write, issue, { kind: 'fact', text }) },
  resolve: { by: handler, act: ({ write, issue, text }) => resolveIssue(write, issue, { text }) },
  solved: { by: raiser, act: answer(true, 'appraise') },
  unsolved: { by: raiser, act: answer(false, 'appraise') },
  called: { by: async ({ cast }) => cast.steward, act: answer(true, 'log_appraisal') },
  feed_back: { by: desk, act: ({ write, issue, text }) => feedBack(write, issue, { text }) },
};

async function desk({ write, issue }: Scene): Promise<string | undefined> {
  return (await staffAt(write.tx, issue, write.today))[0];
}
async function handler(scene: Scene): Promise<string | undefined> {
  return scene.issue.assigneeGroup === null ? (scene.issue.assigneeId ?? desk(scene)) : scene.cast.manager?.personId;
}
async function raiser({ issue }: Scene): Promise<string | undefined> {
  return issue.raiserId ?? undefined;
}
async function neighbour(scene: Scene): Promise<string | undefined> {
  return scene.neighbour;
}

/** The raiser's word; solved, everybody's who joined as well, so that the feedback need not wait. */
function answer(solved: boolean, verb: 'appraise' | 'log_appraisal'): Play {
  return async ({ write, issue, story, text }) => {
    const satisfaction = solved ? (story.satisfaction ?? 'satisfied') : 'dissatisfied';
    const parties = await partiesOf(write.tx, issue);
    const asked = solved && verb === 'appraise' ? parties : parties.slice(0, 1);
    for (const { personId } of asked) {
      const hand = verb === 'appraise' ? { ...write, actorId: personId } : write;
      const outcome = await appraiseIssue(
        recording(hand),
        issue,
        { personId, solved, satisfaction, words: text || undefined },
        verb,
      );
      if (isRefused(outcome)) return outcome;
    }
    return { done: undefined };
  };
}

/** A hand that writes at another hour, as somebody. */
function handAt(write: Write, now: Date, zone: string, actorId: string | undefined, channel: Write['channel']): Write {
  return recording({ ...write, now, actorId, channel, today: dayIn(zone, now) });
}

/** The same hand, whose entries bear its own name and hour. */
function recording(write: Write): Write {
  return {
    ...write,
    record: async (entry) => {
      await append(write.tx, write, entry);
    },
  };
}

/** Tells the stories of a district's compound from their first word to where they stand now, with the product's own verbs. */
export async function seedIssues(write: Write, zone: string, made: MadeCompound, cast: Cast): Promise<void> {
  const compound = await getPlace(write.tx, write.district, made.compound.id);
  const oldestFirst = [...(issueStories[write.district] ?? [])].sort((a, b) => b.daysAgo - a.daysAgo);
  for (const [index, story] of oldestFirst.entries()) {
    const building = story.building === undefined ? undefined : made.buildings[story.building - 1];
    const place = building ? await getPlace(write.tx, write.district, building.id) : compound;
    await tell(write, zone, place, cast, story, index * 7);
  }
}

async function tell(write: Write, zone: string, place: Place, cast: Cast, story: Story, offset: number): Promise<void> {
  const resident = (n: number): string => cast.residents[(offset + n) % cast.residents.length] ?? '';
  const speaker = story.by === 'chair' && cast.chair ? cast.chair : resident(0);
  const helped = story.by === 'steward' && cast.steward !== undefined;
  let at = new Date(write.now.getTime() - story.daysAgo * 86_400_000);
  const reported = await reportIssue(
    handAt(write, at, zone, helped ? cast.steward : speaker, helped ? 'doorstep' : 'screen'),
    {
      place,
      kind: story.kind,
      urgency: story.urgency ?? 'usual',
      visibility: 'all',
      title: story.title,
      note: story.note,
      raiserId: speaker,
      helperId: helped ? cast.steward : undefined,
    },
  );
  if (isRefused(reported)) throw new Error(`${story.title}: ${reported.refused}`);
  let joined = 0;
  for (const [hours, verb, text = ''] of story.acts satisfies readonly Act[]) {
    at = new Date(Math.min(at.getTime() + hours * 3_600_000, write.now.getTime()));
    if (verb === 'join' || verb === 'fact') joined += 1;
    const issue = await getIssue(write.tx, write.district, reported.done.id);
    const scene = { write, issue, cast, story, text, neighbour: resident(joined) };
    const hand = handAt(write, at, zone, await plays[verb].by(scene), verb === 'called' ? 'phone' : 'screen');
    const outcome = await plays[verb].act({ ...scene, write: hand });
    if (isRefused(outcome)) throw new Error(`${story.title}, ${verb}: ${outcome.refused}`);
  }
}
