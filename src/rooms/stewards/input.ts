import { z } from 'zod';
import {
  checkbox,
  day,
  form,
  longText,
  many,
  named,
  oneOf,
  pageNumber,
  ref,
  text,
  wholeNumber,
} from '../../kit/input.ts';
import { placeCode } from '../places/index.ts';
import { shownHouseholds } from './coverage.ts';
import { aspects } from './map-aspect.ts';
import { type Level, levels } from './steward.ts';

const codeOf = () => named(placeCode(), { zh: '地点', en: 'Place' });
const stewardRef = () => named(ref(), { zh: '管家', en: 'Steward' });
const onDay = named(day(), { zh: '从哪天起', en: 'From which day' });
const evenIfOverloaded = named(checkbox(), { zh: '超过上限也这样办', en: 'Even if this is over the limit' });

/** One of the five levels, as forms and addresses write it. */
const level = () =>
  named(
    z.preprocess((typed) => (typeof typed === 'string' ? Number(typed) : typed), z.literal(levels)),
    { zh: '级别', en: 'Level' },
  );

// Pages

const coverageSorts = ['place', 'households', 'linked', 'without', 'over', 'stewards'] as const;
export const coverageInput = z.strictObject({
  place: codeOf().optional(),
  level: level().default(5),
  sort: named(oneOf(coverageSorts).default('place'), { zh: '排序', en: 'Order' }),
  down: named(checkbox(), { zh: '从大到小', en: 'Descending' }),
});
export const coveredInput = z.strictObject({
  place: codeOf(),
  level: level().default(5),
  show: named(oneOf(shownHouseholds).optional(), { zh: '看哪些户', en: 'Which households' }),
  page: pageNumber(),
});
const stewardSorts = ['level', 'name', 'load'] as const;
export const stewardsInput = z.strictObject({
  place: codeOf().optional(),
  level: level().optional(),
  q: named(text(20).optional(), { zh: '姓名或拼音', en: 'Name or pinyin' }),
  sort: named(oneOf(stewardSorts).default('level'), { zh: '排序', en: 'Order' }),
  down: named(checkbox(), { zh: '从大到小', en: 'Descending' }),
  page: pageNumber(),
});
export const stewardInput = z.strictObject({ ref: stewardRef() });
export const chainInput = z.strictObject({
  ref: named(ref(), { zh: '住户', en: 'Household' }),
  day: named(day().optional(), { zh: '哪一天', en: 'On which day' }),
});
export const noInput = z.strictObject({});
export const myHouseholdsInput = z.strictObject({ steward: stewardRef().optional(), page: pageNumber() });
export const mapInput = z.strictObject({
  code: codeOf(),
  aspect: named(oneOf(aspects).default('steward'), { zh: '看什么', en: 'Show' }),
  level: level().default(5),
  select: named(checkbox(), { zh: '勾选联户', en: 'Choose to link' }),
});
export const linksInput = z.strictObject({ code: codeOf(), level: level().default(5) });
export const appointInput = z.strictObject({ code: codeOf(), level: level().optional() });

// Forms

export const appointForm = form('stewards.appoint', '/places/{code}/stewards', {
  code: codeOf(),
  level: level(),
  name: named(text(50), { zh: '姓名', en: 'Name' }),
  phone: named(text(20).optional(), { zh: '手机号', en: 'Telephone' }),
  fromDay: onDay,
  toDay: named(day().optional(), { zh: '到哪天为止', en: 'Until' }),
});
export const endForm = form('stewards.end', '/stewards/{ref}/end', {
  ref: stewardRef(),
  day: named(day(), { zh: '从哪天起不再担任', en: 'First day no longer' }),
  leaveUncovered: named(checkbox(), {
    zh: '这些户暂时没有管家也可以',
    en: 'Their households may be without a steward',
  }),
});
export const linkForm = form('stewards.link', '/places/{code}/links', {
  code: codeOf(),
  steward: stewardRef(),
  places: named(many(placeCode()), { zh: '联哪些地方', en: 'Which places' }),
  addresses: named(longText(20_000).optional(), { zh: '或者粘贴一列地址', en: 'Or paste a list of addresses' }),
  households: named(many(ref()), { zh: '单独联哪几户', en: 'Which single households' }),
  fromDay: onDay,
  toDay: named(day().optional(), { zh: '到哪天为止', en: 'Until' }),
  takeOver: named(checkbox(), { zh: '已有管家的，改由这位接过来', en: 'Take over what others have' }),
  evenIfOverloaded,
  /** Which page carried the form, to come back to it as it was. */
  level: level().default(5),
  from: named(oneOf(['map', 'links']).default('links'), { zh: '来自', en: 'From' }),
});
export const unlinkForm = form('stewards.unlink', '/stewards/{ref}/links/end', {
  ref: stewardRef(),
  links: named(many(z.uuid()), { zh: '取消哪些', en: 'Which links' }),
  day: onDay,
});
export const handOverForm = form('stewards.hand_over', '/stewards/{ref}/handover', {
  ref: stewardRef(),
  to: named(ref(), { zh: '交给谁', en: 'To whom' }),
  links: named(many(z.uuid()), { zh: '交哪些', en: 'Which links' }),
  all: named(checkbox(), { zh: '全部交接', en: 'All of them' }),
  day: onDay,
  evenIfOverloaded,
});

const zh = (one: Level) => named(text(20), { zh: `第 ${one} 级的名称`, en: `Name of level ${one} in Chinese` });
const en = (one: Level) => named(text(40), { zh: `第 ${one} 级的英文名称`, en: `Name of level ${one} in English` });
const limit = (one: Level) =>
  named(wholeNumber(1, 1_000_000), { zh: `第 ${one} 级最多联多少户`, en: `Most households, level ${one}` });
export const levelsForm = form('stewards.set_levels', '/stewards/levels', {
  ...{ zh1: zh(1), en1: en(1), limit1: limit(1) },
  ...{ zh2: zh(2), en2: en(2), limit2: limit(2) },
  ...{ zh3: zh(3), en3: en(3), limit3: limit(3) },
  ...{ zh4: zh(4), en4: en(4), limit4: limit(4) },
  ...{ zh5: zh(5), en5: en(5), limit5: limit(5) },
});
