import { z } from 'zod';
import { form, longText, named, oneOf, pageNumber, ref, text, wholeNumber } from '../../kit/input.ts';
import { openKinds } from '../issues/index.ts';
import { placeCode } from '../places/index.ts';
import { outcomes, referrals, topics } from './reception.ts';

const [firstKind = 'other', ...otherKinds] = openKinds;

export const deskInput = z.strictObject({
  place: named(placeCode().optional(), { zh: '窗口', en: 'Window' }),
  from: named(z.iso.date().optional(), { zh: '从哪天', en: 'From' }),
  until: named(z.iso.date().optional(), { zh: '到哪天', en: 'Until' }),
  page: pageNumber(),
});

export const receiveForm = form('reception.receive', '/desk/reception', {
  place: named(placeCode(), { zh: '窗口', en: 'Window' }),
  topic: named(oneOf(topics), { zh: '为什么事来', en: 'What for' }),
  people: named(wholeNumber(1, 50).default(1), { zh: '来了几个人', en: 'How many came' }),
  person: named(ref().optional(), { zh: '来的是谁', en: 'Who came' }),
  name: named(text(50).optional(), { zh: '称呼', en: 'Name' }),
  phone: named(text(20).optional(), { zh: '手机号', en: 'Telephone' }),
  note: named(longText(2000).optional(), { zh: '记一笔（只有窗口看得到）', en: 'Note (seen at the window only)' }),
  outcome: named(oneOf(outcomes), { zh: '结果', en: 'What came of it' }),
  referral: named(oneOf(referrals).optional(), { zh: '介绍到哪里', en: 'Referred to' }),
  title: named(text(120).optional(), {
    zh: '事项的公开说法（不写人名）',
    en: 'Public wording of the issue, without names',
  }),
  kind: named(z.enum([firstKind, ...otherKinds]).optional(), { zh: '事项类别', en: 'Kind of issue' }),
});
