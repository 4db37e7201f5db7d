import { z } from 'zod';
import { checkbox, day, form, longText, named, oneOf, pageNumber, ref, text, wholeNumber } from '../../kit/input.ts';
import { placeCode } from '../places/index.ts';
import { noticeKinds } from './kind.ts';
import { deskTabs } from './store.ts';

const noticeRef = () => named(ref(), { zh: '公示', en: 'Notice' });
const kind = () => named(oneOf(noticeKinds), { zh: '种类', en: 'Kind' });

export const listInput = z.strictObject({
  place: placeCode().optional(),
  kind: kind().optional(),
  group: named(ref().optional(), { zh: '哪个组织', en: 'Group' }),
  when: named(oneOf(['now', 'past']).default('now'), { zh: '什么时候', en: 'When' }),
  page: pageNumber(),
});
export const showInput = z.strictObject({
  ref: noticeRef(),
  version: named(wholeNumber(1, 100_000).optional(), { zh: '第几版', en: 'Version' }),
});
export const oneNotice = z.strictObject({ ref: noticeRef() });
export const sheetInput = z.strictObject({ ref: noticeRef(), print: z.string().max(1).optional() });
export const deskInput = z.strictObject({
  tab: named(oneOf(deskTabs).optional(), { zh: '看哪些', en: 'Which' }),
  page: pageNumber(),
});
export const newInput = z.strictObject({ code: placeCode(), kind: kind().optional() });

const draft = {
  kind: kind(),
  title: named(text(60), { zh: '标题', en: 'Title' }),
  body: named(longText(5000), { zh: '正文', en: 'Text' }),
  fromDay: named(day(), { zh: '从哪天起', en: 'From' }),
  lastDay: named(day(), { zh: '公示到哪天', en: 'Up to and including' }),
  tellsAll: named(checkbox(), { zh: '给住在这里的每个人发一条消息', en: 'Send a message to everybody who lives here' }),
};
export const writeForm = form('notices.write', '/places/{code}/notices', {
  code: placeCode(),
  group: named(ref(), { zh: '以谁的名义', en: 'In the name of' }),
  ...draft,
});
export const rewriteForm = form('notices.rewrite', '/notices/{ref}/draft', { ref: noticeRef(), ...draft });
export const publishForm = form('notices.publish', '/notices/{ref}/publication', { ref: noticeRef() });
export const discardForm = form('notices.discard', '/notices/{ref}/discarding', { ref: noticeRef() });
export const correctForm = form('notices.correct', '/notices/{ref}/versions', {
  ref: noticeRef(),
  version: named(wholeNumber(1, 100_000), { zh: '第几版', en: 'Version' }),
  title: draft.title,
  body: draft.body,
  lastDay: draft.lastDay,
  why: named(text(200), { zh: '为什么更正', en: 'Why it is corrected' }),
});
export const withdrawForm = form('notices.withdraw', '/notices/{ref}/withdrawal', {
  ref: noticeRef(),
  reason: named(text(200), { zh: '为什么撤回', en: 'Why it is withdrawn' }),
  hide: named(checkbox(), { zh: '原文也不再显示', en: 'Stop showing the words as well' }),
});
export const pinForm = form('notices.pin', '/notices/{ref}/pin', { ref: noticeRef() });
export const unpinForm = form('notices.unpin', '/notices/{ref}/unpinning', { ref: noticeRef() });
