import { z } from 'zod';
import { checkbox, day, form, longText, named, oneOf, pageNumber, ref, text, uploads } from '../../kit/input.ts';
import { placeCode } from '../places/index.ts';
import { satisfactions, states, urgencies, visibilities } from './issue.ts';
import { issueKinds } from './kind.ts';
import { tiers } from './tier.ts';

/** So many photos go with one report or one step. */
export const mostPhotos = 6;
const photosField = () => named(uploads(mostPhotos), { zh: '照片', en: 'Photos' });

const issueRef = () => named(ref(), { zh: '事项', en: 'Issue' });
const kind = () => named(oneOf(issueKinds), { zh: '哪一类', en: 'Kind' });
const optionalKind = () => named(oneOf(issueKinds).optional(), { zh: '哪一类', en: 'Kind' });
const title = () => named(text(120), { zh: '公开的说法（不写人名）', en: 'Public wording, without names' });
const said = (zh: string, en: string, max = 2000) => named(longText(max), { zh, en });
const reason = () => said('原因', 'Reason');

/** Channels by which a matter reaches whoever writes it down for another. */
const helpChannels = ['phone', 'paper', 'doorstep', 'window'] as const;
/** Whom a matter is handed to: `p` a person, `g` a group, and the id. */
const partyValue = () => z.string().regex(/^[pg]-[0-9a-f-]{36}$/);

// Pages

/** `print`: the page also says how to print it. */
export const showInput = z.strictObject({ ref: issueRef(), print: z.literal('1').optional() });

/** Words and kind are there when the form comes back with what is likely the same. */
export const newInput = z.strictObject({
  place: named(placeCode().optional(), { zh: '地点', en: 'Place' }),
  for: named(ref().optional(), { zh: '替谁反映', en: 'For whom' }),
  title: named(z.string().max(5000).optional(), { zh: '什么事', en: 'What' }),
  kind: named(z.string().max(50).optional(), { zh: '哪一类', en: 'Kind' }),
});
export const boardInput = z.strictObject({
  place: named(placeCode().optional(), { zh: '地点', en: 'Place' }),
  kind: optionalKind(),
  show: named(oneOf(['open', 'over', 'all']).default('open'), { zh: '看哪些', en: 'Which' }),
  q: named(text(60).optional(), { zh: '找一找', en: 'Search' }),
  page: pageNumber(),
});
export const inboxInput = z.strictObject({
  state: named(oneOf(states).optional(), { zh: '状态', en: 'State' }),
  kind: optionalKind(),
  mine: named(checkbox(), { zh: '只看我办的', en: 'Mine only' }),
  page: pageNumber(),
});
export const mineInput = z.strictObject({ page: pageNumber() });

// Forms

export const reportForm = form('issues.report', '/issues', {
  place: named(placeCode(), { zh: '在哪里', en: 'Where' }),
  /** One sentence; line breaks that a phone put in become spaces. */
  title: named(
    z.preprocess((typed) => (typeof typed === 'string' ? typed.replace(/\s+/g, ' ') : typed), text(120)),
    { zh: '什么事', en: 'What is it' },
  ),
  note: named(longText(2000).optional(), { zh: '只给办理的人看', en: 'For those who handle it only' }),
  kind: optionalKind(),
  urgency: named(oneOf(urgencies).default('usual'), { zh: '急不急', en: 'How urgent' }),
  visibility: named(oneOf(visibilities).default('all'), { zh: '给谁看', en: 'Who may see it' }),
  for: named(ref().optional(), { zh: '替谁反映', en: 'For whom' }),
  name: named(text(50).optional(), { zh: '称呼', en: 'Name' }),
  phone: named(text(20).optional(), { zh: '手机号', en: 'Telephone' }),
  channel: named(oneOf(helpChannels).optional(), { zh: '怎么说的', en: 'How it was told' }),
  consented: named(checkbox(), { zh: '本人同意我代为反映', en: 'The person agrees that I report it' }),
  photos: photosField(),
  /** What is likely the same was looked at, and is not. */
  sure: named(oneOf(['yes']).optional(), { zh: '不是同一件', en: 'Not the same' }),
});

const onIssue = <const N extends string, S extends Readonly<Record<string, z.ZodType>>>(
  name: N,
  noun: string,
  fields: S,
) => form(`issues.${name}`, `/issues/{ref}/${noun}`, { ref: issueRef(), ...fields });

export const acceptForm = onIssue('accept', 'acceptance', {
  kind: optionalKind(),
  urgency: named(oneOf(urgencies).optional(), { zh: '急不急', en: 'How urgent' }),
  tier: named(oneOf(tiers).optional(), { zh: '办理期限', en: 'To be settled within' }),
});
export const askBackForm = onIssue('ask_back', 'question', { question: said('想问什么', 'What to ask') });
export const answerForm = onIssue('answer', 'answer', {
  answer: said('补充说明', 'Answer'),
  channel: named(oneOf(helpChannels).optional(), { zh: '怎么说的', en: 'How it was told' }),
});
export const declineForm = onIssue('decline', 'refusal', {
  reason: reason(),
  remedies: said('可以找谁、怎么办', 'Whom to turn to instead'),
});
export const contestForm = onIssue('contest', 'objection', { reason: reason() });
export const referForm = onIssue('refer', 'referral', {
  to: named(text(80), { zh: '转给谁', en: 'To whom' }),
  reason: reason(),
});
export const mergeForm = onIssue('merge', 'merger', {
  into: named(text(20), { zh: '并到哪一件（编号）', en: 'Into which (number)' }),
});
export const unmergeForm = onIssue('unmerge', 'merger/end', {});
export const splitForm = onIssue('split', 'part', {
  title: title(),
  kind: kind(),
  place: named(placeCode().optional(), { zh: '在哪里', en: 'Where' }),
});
export const confideForm = onIssue('confide', 'confidence', { kind: optionalKind() });
export const publishForm = onIssue('publish', 'publication', {
  title: title(),
  visibility: named(oneOf(['all', 'compound']), { zh: '给谁看', en: 'Who may see it' }),
});
export const assignForm = onIssue('assign', 'assignment', {
  to: named(partyValue(), { zh: '派给谁', en: 'To whom' }),
  task: named(longText(2000).optional(), { zh: '交代一句', en: 'A word to them' }),
});
export const takeForm = onIssue('take', 'assignment/acceptance', {});
export const objectForm = onIssue('object', 'assignment/objection', { reason: reason() });
export const addHelperForm = onIssue('add_helper', 'helpers', {
  who: named(partyValue(), { zh: '请谁一起办', en: 'Who helps' }),
  task: named(longText(500), { zh: '负责什么', en: 'Their part' }),
});
export const contactForm = onIssue('contact', 'contacts', {
  text: said('怎么联系的、说了什么', 'How, and what was said'),
});
export const stepForm = onIssue('step', 'steps', {
  photos: photosField(),
  text: said('做了什么', 'What was done'),
  isPublic: named(checkbox(), { zh: '写进公示（不写人名）', en: 'Show it on the board (no names)' }),
});
export const waitForm = onIssue('wait', 'waiting', { text: said('在等什么', 'What it waits for') });
export const whistleForm = onIssue('whistle', 'whistle', { text: said('需要什么支援', 'What support is needed') });
export const supportForm = onIssue('support', 'whistle/answer', {
  text: said('怎么支援', 'What the level above does'),
});
export const extendForm = onIssue('extend', 'extension', {
  until: named(day(), { zh: '延到哪天', en: 'Until' }),
  reason: reason(),
});
export const resolveForm = onIssue('resolve', 'resolution', {
  photos: photosField(),
  text: said('怎么办好的（会公示，不写人名）', 'What was done (shown to all, no names)'),
});
const answerFields = {
  solved: named(oneOf(['yes', 'no']), { zh: '解决了吗', en: 'Is it solved' }),
  satisfaction: named(oneOf(satisfactions), { zh: '满意吗', en: 'Are you satisfied' }),
  words: named(longText(1000).optional(), { zh: '想说的话', en: 'In your words' }),
};
export const appraiseForm = onIssue('appraise', 'appraisal', answerFields);
export const logAppraisalForm = onIssue('log_appraisal', 'appraisal/call', {
  person: named(ref(), { zh: '问的是谁', en: 'Who was asked' }),
  ...answerFields,
});
export const feedBackForm = onIssue('feed_back', 'feedback', {
  text: said('反馈（会公示，不写人名）', 'Feedback (shown to all, no names)'),
});
export const joinForm = onIssue('join', 'parties', {});
export const addFactForm = onIssue('add_fact', 'facts', {
  kind: named(oneOf(['fact', 'objection']), { zh: '是补充还是不同意见', en: 'A fact or an objection' }),
  text: said('内容', 'What it is', 1000),
});
export const moderateForm = onIssue('moderate', 'facts/decision', {
  step: z.uuid(),
  show: named(oneOf(['yes', 'no']), { zh: '公开吗', en: 'Show it' }),
  reason: named(longText(500).optional(), { zh: '不公开的原因', en: 'Why not' }),
});
export const withdrawForm = onIssue('withdraw', 'withdrawal', {
  reason: named(longText(500).optional(), { zh: '为什么撤回', en: 'Why' }),
});
