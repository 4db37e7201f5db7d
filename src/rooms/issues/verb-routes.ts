import { z } from 'zod';
import { addDays, instantOf } from '../../kit/clock.ts';
import { hrefOf } from '../../kit/href.ts';
import { readRef } from '../../kit/ids.ts';
import type { Input } from '../../kit/input.ts';
import type { Channel } from '../../kit/journal.ts';
import { type Outcome, refused } from '../../kit/outcome.ts';
import { type Context, type Route, verb } from '../../kit/route.ts';
import type { Message } from '../../kit/words.ts';
import type { Write } from '../../kit/write.ts';
import { findPlaceByCode } from '../places/index.ts';
import { addStepForward, answerWhistle, extendIssue, noteContact, resolveIssue, waitFor, whistle } from './act.ts';
import { appraiseIssue, feedBack, withdrawIssue } from './appraise.ts';
import { addHelper, assignIssue, objectToIssue, type Party, takeIssue } from './assign.ts';
import * as forms from './input.ts';
import type { Verb } from './issue.ts';
import { mergeIssue, splitIssue, unmergeIssue } from './merge.ts';
import { addPhotos } from './photos.ts';
import { addFact, joinIssue, moderateFact, publishIssue } from './publish.ts';
import { type Reached, reachForVerb } from './reach.ts';
import { showPage } from './show-route.ts';
import { acceptIssue, answerQuestion, askBack, confideIssue, contestIssue, declineIssue, referIssue } from './sort.ts';
import { lockBoth, lockIssue } from './store.ts';
import { toldWords } from './told-words.ts';
import { refusalWords } from './words.ts';

const partyOf = (value: string): Party =>
  value.startsWith('p-') ? { personId: value.slice(2) } : { groupId: value.slice(2) };

type OnIssue<I extends Input> = z.output<I> & { readonly ref: string; readonly channel?: Channel | undefined };

/** A verb on one issue: found, locked, asked about by the rules, then carried out; its form stands on the issue's page. */
function issueVerb<I extends Input>(
  name: Verb,
  form: { readonly name: string; readonly path: string; readonly input: I },
  said: Message,
  act: (
    write: Write,
    reached: Reached,
    input: OnIssue<I>,
    context: Context,
  ) => Promise<Outcome<{ readonly id: string }, string>>,
  before?: (write: Write, input: OnIssue<I>) => Promise<void>,
): Route {
  return verb({
    ...form,
    summary: toldWords[`issues.${name}`],
    may: 'signed_in',
    words: refusalWords,
    said,
    page: (raw) => ({ route: showPage, input: { ref: raw.ref } }),
    district: (input) => String((input as { ref: string }).ref).slice(0, 6),
    channel: (input) => (input as { channel?: Channel }).channel ?? 'screen',
    answers: z.object({ id: z.string() }),
    next: (_, input) => hrefOf(showPage.path, { ref: (input as { ref: string }).ref }),
    act: async (write, given, context) => {
      const input = given as OnIssue<I>;
      await before?.(write, input);
      const reached = await reachForVerb(write.tx, input.ref, context, name);
      return 'refused' in reached ? reached : act(write, reached.done, input, context);
    },
  });
}

export const verbRoutes: readonly Route[] = [
  issueVerb(
    'accept',
    forms.acceptForm,
    { zh: '已受理。下一步：公示，派人去办', en: 'Taken in. Next: publish it and hand it out' },
    (write, { issue }, input) => acceptIssue(write, issue, input),
  ),
  issueVerb(
    'ask_back',
    forms.askBackForm,
    { zh: '已经去问了，期限先停着', en: 'Asked; the clock waits for the answer' },
    (write, { issue }, input) => askBack(write, issue, input),
  ),
  issueVerb(
    'answer',
    forms.answerForm,
    { zh: '谢谢，已经补充上了', en: 'Thank you, that was added' },
    (write, { issue }, input) => answerQuestion(write, issue, input),
  ),
  issueVerb(
    'decline',
    forms.declineForm,
    { zh: '已说明原因，对方可以提出不同意见', en: 'The reason was given; it can be contested once' },
    (write, { issue }, input) => declineIssue(write, issue, input),
  ),
  issueVerb(
    'contest',
    forms.contestForm,
    { zh: '已交上一级重新看', en: 'It goes to the level above, which looks again' },
    (write, { issue }, input) => contestIssue(write, issue, input),
  ),
  issueVerb(
    'refer',
    forms.referForm,
    { zh: '已转交，并告诉了反映人', en: 'Referred, and the raiser was told' },
    (write, { issue }, input) => referIssue(write, issue, input),
  ),
  issueVerb(
    'merge',
    forms.mergeForm,
    { zh: '已合并，反映人都通知到了', en: 'Merged; everybody who raised it was told' },
    async (write, { issue }, { into }) => {
      const row = await write.tx
        .selectFrom('issues')
        .select('id')
        .where('district', '=', issue.district)
        .where('community_id', '=', issue.communityId)
        .where('number', '=', into.trim())
        .executeTakeFirst();
      const kept = row && row.id !== issue.id ? await lockIssue(write.tx, issue.district, row.id) : undefined;
      if (row?.id === issue.id) return refused('same_issue', { fields: { into: 'same_issue' } });
      return kept ? mergeIssue(write, issue, kept) : refused('no_such_issue', { fields: { into: 'no_such_issue' } });
    },
    (write, { ref, into }) => lockBoth(write.tx, ref, into.trim()),
  ),
  issueVerb(
    'unmerge',
    forms.unmergeForm,
    { zh: '又单独办理了', en: 'It is handled on its own again' },
    (write, { issue }) => unmergeIssue(write, issue),
    (write, { ref }) => lockBoth(write.tx, ref),
  ),
  issueVerb(
    'split',
    forms.splitForm,
    { zh: '已拆成两件', en: 'Split in two' },
    async (write, { issue, line }, { title, kind, place }) => {
      const own = line.at(-1);
      const at = place === undefined ? own : await findPlaceByCode(write.tx, place);
      if (!at || at.district !== issue.district || !own)
        return refused('not_there', { fields: { place: 'not_there' } });
      return splitIssue(write, issue, { place: at, title, kind });
    },
  ),
  issueVerb(
    'confide',
    forms.confideForm,
    { zh: '已改为只给办理的人看', en: 'Only its handlers see it now' },
    (write, { issue }, input) => confideIssue(write, issue, input),
  ),
  issueVerb('publish', forms.publishForm, { zh: '已公示', en: 'It is on the board' }, (write, { issue }, input) =>
    publishIssue(write, issue, input),
  ),
  issueVerb(
    'assign',
    forms.assignForm,
    { zh: '已派办，等对方接手', en: 'Handed out; they say whether they take it on' },
    async (write, { issue }, { to, task }) => {
      const party = partyOf(to);
      return (await isThere(write, party))
        ? assignIssue(write, issue, { to: party, task })
        : refused('nobody_there', { fields: { to: 'nobody_there' } });
    },
  ),
  issueVerb(
    'take',
    forms.takeForm,
    { zh: '您接手了，先联系一下反映人吧', en: 'It is yours now; speak with the raiser first' },
    (write, { issue }) => takeIssue(write, issue),
  ),
  issueVerb(
    'object',
    forms.objectForm,
    { zh: '已退回，原因写上了', en: 'Given back, with the reason' },
    (write, { issue }, input) => objectToIssue(write, issue, input),
  ),
  issueVerb(
    'add_helper',
    forms.addHelperForm,
    { zh: '已请来一起办', en: 'They were asked to help' },
    async (write, { issue }, { who, task }) => {
      const party = partyOf(who);
      return (await isThere(write, party))
        ? addHelper(write, issue, { who: party, task })
        : refused('nobody_there', { fields: { who: 'nobody_there' } });
    },
  ),
  issueVerb('contact', forms.contactForm, { zh: '记下了', en: 'Written down' }, (write, { issue }, input) =>
    noteContact(write, issue, input),
  ),
  issueVerb('step', forms.stepForm, { zh: '进展记下了', en: 'The step was written down' }, (write, { issue }, input) =>
    addStepForward(write, issue, input),
  ),
  issueVerb(
    'wait',
    forms.waitForm,
    { zh: '已说明在等什么', en: 'It says now what it waits for' },
    (write, { issue }, input) => waitFor(write, issue, input),
  ),
  issueVerb(
    'whistle',
    forms.whistleForm,
    { zh: '哨声已经吹到上一级', en: 'The level above has heard the whistle' },
    (write, { issue }, input) => whistle(write, issue, input),
  ),
  issueVerb('support', forms.supportForm, { zh: '已答复', en: 'Answered' }, (write, { issue }, input) =>
    answerWhistle(write, issue, input),
  ),
  issueVerb(
    'extend',
    forms.extendForm,
    { zh: '期限已改，原因公开', en: 'The deadline was moved, the reason shown' },
    (write, { issue }, { until, reason }, { zone }) =>
      extendIssue(write, issue, { until: instantOf(zone, addDays(until, 1)), reason }),
  ),
  issueVerb(
    'resolve',
    forms.resolveForm,
    { zh: '已请反映人评议', en: 'Those who raised it are asked now' },
    async (write, { issue }, input) => {
      const photos = await addPhotos(write, issue.id, 'after', input.photos);
      return 'refused' in photos ? photos : resolveIssue(write, issue, input);
    },
  ),
  issueVerb(
    'appraise',
    forms.appraiseForm,
    { zh: '谢谢您的评议', en: 'Thank you for your word' },
    (write, { issue }, input, { actor }) =>
      appraiseIssue(
        write,
        issue,
        {
          personId: partyFor(issue, actor?.personId),
          solved: input.solved === 'yes',
          satisfaction: input.satisfaction,
          words: input.words,
        },
        'appraise',
      ),
  ),
  issueVerb(
    'log_appraisal',
    forms.logAppraisalForm,
    { zh: '回访结果记下了', en: 'The answer was written down' },
    async (write, { issue }, input) => {
      const person = readRef(input.person);
      if (person?.district !== issue.district) return refused('no_party', { fields: { person: 'no_party' } });
      return appraiseIssue(
        { ...write, channel: 'phone' },
        issue,
        { personId: person.id, solved: input.solved === 'yes', satisfaction: input.satisfaction, words: input.words },
        'log_appraisal',
      );
    },
  ),
  issueVerb(
    'feed_back',
    forms.feedBackForm,
    { zh: '已反馈，这件事办结了', en: 'Fed back; the issue is closed' },
    (write, { issue }, input) => feedBack(write, issue, input),
  ),
  issueVerb(
    'join',
    forms.joinForm,
    { zh: '已算上您，有进展就告诉您', en: 'You are counted in and will be told how it goes on' },
    (write, { issue }) => joinIssue(write, issue),
  ),
  issueVerb(
    'add_fact',
    forms.addFactForm,
    { zh: '收到了，看过以后公开', en: 'Received; it is shown once somebody has looked at it' },
    (write, { issue }, input) => addFact(write, issue, input),
  ),
  issueVerb('moderate', forms.moderateForm, { zh: '已处理', en: 'Done' }, (write, { issue }, input) =>
    moderateFact(write, issue, { step: input.step, show: input.show === 'yes', reason: input.reason }),
  ),
  issueVerb('withdraw', forms.withdrawForm, { zh: '已撤回', en: 'Withdrawn' }, (write, { issue }, input) =>
    withdrawIssue(write, issue, input),
  ),
];

/** For whom the one at the screen answers: themselves, or the person they reported it for. */
function partyFor(issue: Reached['issue'], actorId: string | undefined): string {
  return (issue.helperId !== null && issue.helperId === actorId ? issue.raiserId : undefined) ?? actorId ?? '';
}

/** Whether the person or group exists, in this district and still today. */
async function isThere(write: Write, party: Party): Promise<boolean> {
  const found =
    party.personId === undefined
      ? await write.tx
          .selectFrom('groups')
          .select('id')
          .where('district', '=', write.district)
          .where('id', '=', party.groupId)
          .where('dissolved_on', 'is', null)
          .executeTakeFirst()
      : await write.tx
          .selectFrom('persons')
          .select('id')
          .where('district', '=', write.district)
          .where('id', '=', party.personId)
          .where('erased_at', 'is', null)
          .executeTakeFirst();
  return found !== undefined;
}
