import { refOf } from '../../kit/ids.ts';
import type { Lang } from '../../kit/lang.ts';
import { done, type Outcome } from '../../kit/outcome.ts';
import type { Context } from '../../kit/route.ts';
import { findPersons, maskName } from '../people/index.ts';
import { addressOf, getPlace, type Place } from '../places/index.ts';
import { candidatesFor } from './candidates.ts';
import { isOverdue } from './deadline.ts';
import { type Issue, isOver, type LoopStep, loopSteps, stepOf } from './issue.ts';
import type { ShowModel } from './models.ts';
import { groupNames, phoneOf } from './names.ts';
import { words } from './page-words.ts';
import { photosOf } from './photos.ts';
import { type Reached, reachIssue } from './reach.ts';
import { findSimilar } from './similar.ts';
import { appraisalsOf, helpersOf, type Moment, momentsOf, openNote, partiesOf, type Step, stepsOf } from './store.ts';

const nearer: ReadonlySet<string> = new Set(['entrance', 'dwelling']);
const divisions: ReadonlySet<string> = new Set(['district', 'township']);

/** A place as a link, named from the community down; no nearer than the building unless `exact`. */
export function placeLinkOf(line: readonly Place[], lang: Lang, exact: boolean): { code: string; address: string } {
  const kept = exact ? line : line.filter((place) => !nearer.has(place.kind));
  const below = kept.filter((place) => !divisions.has(place.kind));
  const said = below.length > 1 ? below.slice(1) : below;
  return { code: kept.at(-1)?.code ?? '', address: addressOf(said, lang) };
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** When each of the five steps was done, and by when the next is due. */
function loopOf(issue: Issue, moments: readonly Moment[]): ShowModel['loop'] {
  const now = loopSteps.indexOf(stepOf[issue.state]);
  const over = isOver(issue.state);
  const last = (...verbs: string[]): string | null =>
    iso(moments.findLast((moment) => verbs.includes(moment.verb.slice('issues.'.length)))?.at ?? null);
  const at: Readonly<Record<LoopStep, string | null>> = {
    collect: issue.reportedAt.toISOString(),
    sort: last('accept', 'decline', 'refer'),
    publish: iso(issue.publishedAt),
    appraise: last('appraise', 'log_appraisal'),
    feed_back: iso(issue.endedAt),
  };
  const due: Readonly<Partial<Record<LoopStep, string | null>>> = { publish: iso(issue.dueAt) };
  return loopSteps.map((step, index) => {
    if (over && step !== 'feed_back' && at[step] === null) return { step, state: 'left_out', at: null, dueAt: null };
    if (over || index < now) return { step, state: 'done', at: at[step], dueAt: null };
    if (index === now) return { step, state: 'now', at: null, dueAt: due[step] ?? null };
    return { step, state: 'next', at: null, dueAt: due[step] ?? null };
  });
}

/** Verbs that only handlers read in the story. */
const inner: ReadonlySet<string> = new Set(['assign', 'object', 'whistle', 'support', 'moderate', 'confide', 'remind']);
/** Verbs that parties read and the public does not. */
const partial: ReadonlySet<string> = new Set([
  'ask_back',
  'answer',
  'contact',
  'add_helper',
  'contest',
  'split',
  'withdraw',
]);

function seesStep(step: Step, sight: Reached['sight'], actorId: string | undefined): boolean {
  if (step.byId !== null && step.byId === actorId) return true;
  if (step.shown === 'public') return true;
  if (step.shown === 'parties') return sight !== 'public';
  return sight === 'handler' && step.shown === 'handlers';
}

/** The story: every entry of the journal that this sight allows, each with the words that went with it. */
function storyOf(
  { issue, sight }: Reached,
  moments: readonly Moment[],
  steps: readonly Step[],
  context: Pick<Context, 'actor'>,
  nameOf: (id: string | null) => string | null,
): ShowModel['story'] {
  const told = new Map(steps.map((step) => [`${step.at.getTime()} ${step.byId ?? ''}`, step]));
  const shown = moments.filter((moment) => {
    const verb = moment.verb.slice('issues.'.length);
    if (sight === 'handler') return true;
    return !inner.has(verb) && (sight === 'party' || !partial.has(verb));
  });
  const story = shown.flatMap((moment): ShowModel['story'] => {
    const verb = moment.verb.slice('issues.'.length);
    const step = told.get(`${moment.at.getTime()} ${moment.actorId ?? ''}`);
    const seen = step && seesStep(step, sight, context.actor?.personId) ? step : undefined;
    // What a neighbour added is no event until the desk has looked at it.
    if ((verb === 'add_fact' || verb === 'join') && !seen && sight !== 'handler') return [];
    if (verb === 'step' && !seen) return [];
    const isOwn = moment.actorId !== null && moment.actorId === issue.raiserId;
    const level = moment.change.level;
    return [
      {
        at: moment.at.toISOString(),
        verb,
        who: sight === 'public' || (sight === 'party' && isOwn) ? null : nameOf(moment.actorId),
        channel: moment.channel,
        level: typeof level === 'number' ? level : null,
        text: seen?.text ?? null,
        kind: seen?.kind ?? null,
      },
    ];
  });
  return story;
}

/** The page of an issue, with as much as the one who asks may see. */
export async function loadIssue(context: Context, { ref }: { ref: string }): Promise<Outcome<ShowModel, 'not_found'>> {
  const reached = await reachIssue(context.db, ref, context);
  if ('refused' in reached) return reached;
  const { db, lang, today, now, actor } = context;
  const { issue, line, home, sight, answers, actions } = reached.done;
  const handles = sight === 'handler';
  const [moments, steps, helpers, appraisals, sealed, parties, kept, desk] = await Promise.all([
    momentsOf(db, issue),
    stepsOf(db, issue),
    helpersOf(db, issue),
    appraisalsOf(db, context.keyring, issue),
    sight === 'public' ? { note: null, caller: null } : openNote(db, context.keyring, issue),
    handles ? partiesOf(db, issue) : [],
    issue.mergedInto === null ? undefined : reachIssue(db, refOf(issue.district, issue.mergedInto), context),
    getPlace(db, issue.district, issue.deskId),
  ]);
  const persons = await findPersons(db, issue.district, [
    ...new Set(
      [
        ...moments.map((moment) => moment.actorId),
        ...helpers.map((helper) => helper.personId),
        ...parties.map((party) => party.personId),
        issue.assigneeId,
        issue.raiserId,
        issue.helperId,
      ].filter((id) => id !== null),
    ),
  ]);
  const groups = await groupNames(db, issue.district, [
    issue.assigneeGroup,
    ...helpers.map((helper) => helper.groupId),
  ]);
  const nameOf = (id: string | null): string | null => (id === null ? null : (persons.get(id)?.name ?? null));
  const answered = new Set(appraisals.filter((one) => one.round === issue.round).map((one) => one.personId));
  const mine = appraisals.find((one) => one.round === issue.round && one.personId === actor?.personId);
  const place = line.at(-1);
  const mayAssign = actions.includes('assign') || actions.includes('add_helper');
  const [candidates, similar, phone] = await Promise.all([
    mayAssign && place ? candidatesFor(db, issue, place, line, today) : [],
    handles && actions.includes('merge')
      ? findSimilar(
          db,
          issue.district,
          { title: issue.title, kind: issue.kind, path: issue.path, homePath: home.path, now, exceptId: issue.id },
          'desk',
        )
      : [],
    handles && issue.raiserId !== null ? phoneOf(db, context.keyring, issue.district, issue.raiserId) : null,
  ]);
  return done({
    ref,
    number: issue.number,
    title: issue.title,
    kind: issue.kind,
    urgency: issue.urgency,
    visibility: issue.visibility,
    restricted: issue.restricted,
    state: issue.state,
    outcome: issue.outcome,
    tier: issue.tier,
    place: placeLinkOf(line, lang, sight !== 'public'),
    home: placeLinkOf(
      line.filter((above) => home.path.startsWith(above.path)),
      lang,
      false,
    ),
    sight,
    reportedAt: issue.reportedAt.toISOString(),
    contactDueAt: issue.contactDueAt.toISOString(),
    contactedAt: iso(issue.contactedAt),
    dueAt: iso(issue.dueAt),
    overdue: isOverdue(issue, now),
    publishedAt: iso(issue.publishedAt),
    publishedUntil: issue.publishedUntil,
    parties: issue.parties,
    round: issue.round,
    climbed: issue.climbed,
    desk: desk.name,
    level: issue.level,
    assignee:
      issue.assigneeGroup === null
        ? sight === 'public'
          ? issue.assigneeId && words.somebody[lang]
          : nameOf(issue.assigneeId)
        : (groups.get(issue.assigneeGroup) ?? null),
    helpers: helpers.map((helper) => ({
      name:
        helper.groupId === null
          ? sight === 'public'
            ? words.somebody[lang]
            : (nameOf(helper.personId) ?? '')
          : (groups.get(helper.groupId) ?? ''),
      task: sight === 'public' ? '' : helper.task,
    })),
    loop: loopOf(issue, moments),
    story: storyOf(reached.done, moments, steps, context, nameOf),
    publicAnswer: issue.publicAnswer,
    photos: (await photosOf(db, issue)).map(({ fileId, ...photo }) => ({ id: fileId, ...photo })),
    answers: { ...answers, mine: mine ? { solved: mine.solved, satisfaction: mine.satisfaction } : null },
    held: actions.includes('moderate')
      ? steps.flatMap((step) =>
          step.shown === 'held' && (step.kind === 'fact' || step.kind === 'objection')
            ? [{ id: step.id, kind: step.kind, text: step.text, at: step.at.toISOString() }]
            : [],
        )
      : [],
    merged:
      kept && 'done' in kept
        ? { ref: refOf(issue.district, kept.done.issue.id), number: kept.done.issue.number }
        : null,
    note: sealed.note,
    raiser: handles
      ? {
          ref: issue.raiserId && refOf(issue.district, issue.raiserId),
          name: nameOf(issue.raiserId) ?? sealed.caller?.name ?? '',
          phone: phone ?? sealed.caller?.phone ?? null,
          helper: nameOf(issue.helperId),
        }
      : null,
    silent:
      handles && issue.state === 'resolved'
        ? parties
            .filter((party) => !answered.has(party.personId))
            .map((party) => ({
              ref: refOf(issue.district, party.personId),
              name: party.role === 'raiser' ? (nameOf(party.personId) ?? '') : maskName(nameOf(party.personId) ?? ''),
            }))
        : [],
    candidates: candidates.map((one) => ({
      value: one.personId === null ? `g-${one.groupId}` : `p-${one.personId}`,
      label: one.name,
      hint: [
        'group' in one.as ? '' : words[`level_${one.as.steward as 3 | 4 | 5}`][lang],
        one.fits ? words.fits[lang] : '',
        words.load[lang].replace('{n}', String(one.load)),
      ]
        .filter(Boolean)
        .join(' · '),
    })),
    similar: similar.map((one) => ({
      ref: refOf(issue.district, one.id),
      number: one.number,
      title: one.title,
      why: one.why.map((why) => words[why][lang]),
    })),
    actions: [...actions],
  });
}
