import { z } from 'zod';
import { checkbox, day, form, longText, named, oneOf, pageNumber, ref, text, wholeNumber } from '../../kit/input.ts';
import { placeCode } from '../places/index.ts';
import { type CodeTable, EDUCATIONS, ETHNIC_GROUPS, MARITAL_STATUSES, POLITICAL_STATUSES, RELATIONS } from './codes.ts';
import { tagPurpose } from './consent.ts';
import { capacities } from './household.ts';
import { ageGroupKeys, sexes } from './person.ts';
import { frequencies } from './plan.ts';
import { readReasons } from './read-log.ts';
import { correctable, requestKinds } from './request.ts';
import { tagKindKeys } from './tag.ts';

/** Channels through which somebody is helped; the screen is one's own. */
export const helpChannels = ['phone', 'paper', 'doorstep', 'window'] as const;

const code = (table: CodeTable) => z.string().refine((value) => table.byCode.has(value), 'not_a_code');
const optionalDay = () => day().optional();

const person = ref();
const name = named(text(60), { zh: '姓名', en: 'Name' });
const sex = named(oneOf(sexes).optional(), { zh: '性别', en: 'Sex' });
const birthDate = named(optionalDay(), { zh: '出生日期', en: 'Date of birth' });
const idNumber = named(text(30).optional(), { zh: '身份证号', en: 'ID number' });
const phone = named(text(30).optional(), { zh: '联系电话', en: 'Telephone' });
const capacity = named(oneOf(capacities), { zh: '身份', en: 'Capacity' });
const optionalCapacity = named(oneOf(capacities).optional(), { zh: '身份', en: 'Capacity' });
const livesHere = named(checkbox(), { zh: '住在这里', en: 'Lives here' });
const share = named(text(20).optional(), { zh: '份额', en: 'Share' });
const relation = named(code(RELATIONS).optional(), { zh: '与户主关系', en: 'Relation to the head' });
const household = named(z.union([z.literal('new'), z.uuid()]).optional(), {
  zh: '和哪一户一起',
  en: 'With which household',
});
const since = named(day(), { zh: '从哪天起', en: 'Since' });
const keepsOwning = named(checkbox(), { zh: '仍然是产权人', en: 'Still owns it' });
const place = named(placeCode(), { zh: '地点', en: 'Place' });
const dwelling = named(text(60).optional(), { zh: '哪套房', en: 'Which dwelling' });
const channel = named(oneOf(helpChannels), { zh: '通过什么方式', en: 'By which way' });

const details = {
  ethnicGroup: named(code(ETHNIC_GROUPS).optional(), { zh: '民族', en: 'Ethnic group' }),
  politicalStatus: named(code(POLITICAL_STATUSES).optional(), { zh: '政治面貌', en: 'Political affiliation' }),
  education: named(code(EDUCATIONS).optional(), { zh: '文化程度', en: 'Education' }),
  maritalStatus: named(code(MARITAL_STATUSES).optional(), { zh: '婚姻状况', en: 'Marital status' }),
  registeredAddress: named(text(120).optional(), { zh: '户籍地', en: 'Registered address' }),
  registration: named(text(20).optional(), { zh: '人户状态', en: 'Registered where living' }),
  employer: named(text(80).optional(), { zh: '工作单位', en: 'Employer' }),
  note: named(longText(500).optional(), { zh: '备注', en: 'Note' }),
};
const belonging = { capacity, livesHere, share, relation, household };

export const onePerson = z.object({ ref: person });
export const oneHousehold = z.object({ ref: ref() });

export const listInput = z.object({
  q: named(text(60).optional(), {
    zh: '姓名、拼音、电话、身份证号或房号',
    en: 'Name, pinyin, telephone, ID number or room',
  }),
  place: named(placeCode().optional(), { zh: '地点', en: 'Place' }),
  tag: named(oneOf(tagKindKeys).optional(), { zh: '类别', en: 'Tag' }),
  age: named(oneOf(ageGroupKeys).optional(), { zh: '年龄段', en: 'Age' }),
  without: named(oneOf(['dwelling']).optional(), { zh: '缺什么', en: 'Lacking' }),
  sort: named(oneOf(['address', 'name']).optional(), { zh: '排序', en: 'Order' }),
  page: pageNumber(),
});
export const newInput = z.object({ place });
export const pagedInput = z.object({ page: pageNumber() });

export const registerForm = form('people.register', '/people', {
  place,
  name,
  idNumber,
  sex,
  birthDate,
  phone,
  ...belonging,
  capacity: optionalCapacity,
  since,
});
export const foundForm = form('people.found_household', '/households', {
  place,
  declaredSize: named(wholeNumber(1, 50), { zh: '人口数', en: 'How many people' }),
  ledgerSteward: named(text(60).optional(), { zh: '台账上的网格员', en: 'Steward in the ledger' }),
  note: named(longText(500).optional(), { zh: '备注', en: 'Note' }),
  since,
});
export const openForm = form('people.open', '/people/{ref}/opening', {
  ref: person,
  reason: named(oneOf(readReasons), { zh: '为什么要看', en: 'Why' }),
  to: z.enum(['', 'change', 'care', 'homes', 'help', 'merges']).default(''),
});
export const editForm = form('people.edit', '/people/{ref}/particulars', {
  ref: person,
  name,
  idNumber,
  sex,
  birthDate,
  phone,
  ...details,
});
export const guardianForm = form('people.set_guardian', '/people/{ref}/guardian', {
  ref: person,
  guardian: named(ref().optional(), { zh: '监护人', en: 'Guardian' }),
});
export const moveForm = form('people.move', '/people/{ref}/moves', {
  ref: person,
  from: named(z.uuid().optional(), { zh: '从哪里搬出', en: 'Moving out of' }),
  place: named(placeCode().optional(), { zh: '搬到哪个小区', en: 'To which compound' }),
  dwelling,
  ...belonging,
  capacity: optionalCapacity,
  keepsOwning,
  day: named(day(), { zh: '哪天', en: 'On' }),
});
export const addDwellingForm = form('people.add_dwelling', '/people/{ref}/dwellings', {
  ref: person,
  place: named(placeCode(), { zh: '哪个小区', en: 'In which compound' }),
  dwelling,
  ...belonging,
  day: named(day(), { zh: '从哪天起', en: 'Since' }),
});
export const changeHouseholdForm = form('people.change_household', '/people/{ref}/households', {
  ref: person,
  residence: z.uuid(),
  household: named(z.union([z.literal('new'), z.uuid()]), { zh: '和哪一户一起', en: 'With which household' }),
  day: named(day(), { zh: '从哪天起', en: 'Since' }),
});
export const changeCapacityForm = form('people.change_capacity', '/people/{ref}/capacities', {
  ref: person,
  residence: named(z.uuid(), { zh: '哪处房屋', en: 'Of which dwelling' }),
  capacity,
  share,
  day: named(day(), { zh: '从哪天起', en: 'Since' }),
});
export const deathForm = form('people.record_death', '/people/{ref}/death', {
  ref: person,
  day: named(day(), { zh: '去世日期', en: 'Date of death' }),
  headAfter: named(z.uuid().optional(), { zh: '之后谁是户主', en: 'Who heads the household then' }),
});
export const addTagForm = form('people.add_tag', '/people/{ref}/tags', {
  ref: person,
  kind: named(oneOf(tagKindKeys), { zh: '类别', en: 'Tag' }),
  note: named(longText(300).optional(), { zh: '说明', en: 'Note' }),
  since,
  consented: named(checkbox(), {
    zh: '本人（或监护人）已经单独同意',
    en: 'The person (or guardian) has given separate consent',
  }),
  channel: named(oneOf(helpChannels).optional(), { zh: '通过什么方式同意的', en: 'Consent given by' }),
});
const oneTag = { ref: person, kind: oneOf(tagKindKeys) };
export const endTagForm = form('people.end_tag', '/people/{ref}/tags/{kind}/ending', {
  ...oneTag,
  day: named(optionalDay(), { zh: '从哪天起不再是', en: 'From which day no longer' }),
});
export const planForm = form('people.plan_visits', '/people/{ref}/tags/{kind}/plan', {
  ...oneTag,
  frequency: named(oneOf(frequencies).optional(), { zh: '探访频次', en: 'How often to visit' }),
  lastVisit: named(optionalDay(), { zh: '最近探访', en: 'Last visit' }),
  pairedWith: named(text(60).optional(), { zh: '结对人', en: 'Paired with' }),
  kin: named(text(120).optional(), { zh: '子女及电话', en: 'Family and their telephone' }),
  emergencyContact: named(text(120).optional(), { zh: '紧急联系人', en: 'Emergency contact' }),
  health: named(text(200).optional(), { zh: '健康和自理情况', en: 'Health and what they can do alone' }),
  note: named(longText(300).optional(), { zh: '说明', en: 'Note' }),
});
export const mergeForm = form('people.merge', '/people/{ref}/merges', {
  ref: person,
  gone: named(ref(), { zh: '并入哪份重复的档案', en: 'Which duplicate record goes' }),
});
export const undoMergeForm = form('people.undo_merge', '/people/{ref}/merges/{merge}/undoing', {
  ref: person,
  merge: z.uuid(),
});

const request = {
  kind: named(oneOf(requestKinds).default('correction'), { zh: '要做什么', en: 'What is asked' }),
  field: named(oneOf(correctable).optional(), { zh: '哪一项', en: 'Which entry' }),
  proposed: named(text(200).optional(), { zh: '应该是', en: 'It should say' }),
  reason: named(longText(500).optional(), { zh: '说明', en: 'Why' }),
};
export const helpForm = form('people.help_ask', '/people/{ref}/requests', { ref: person, ...request, channel });
const tagPurposes = tagKindKeys.map(tagPurpose);
const purpose = named(oneOf(['act_for_me', 'pass_on', 'show_name', ...tagPurposes]), {
  zh: '同意什么',
  en: 'Consents to what',
});
export const helpConsentForm = form('people.give_consent', '/people/{ref}/consents', {
  ref: person,
  purpose,
  to: named(ref().optional(), { zh: '让谁来办', en: 'Whom' }),
  channel,
  consented: named(checkbox(), {
    zh: '我已当面或电话确认是本人的意思',
    en: 'I have confirmed that this is the person’s own will',
  }),
});
export const helpWithdrawForm = form('people.help_withdraw', '/people/{ref}/consents/{consent}/withdrawal', {
  ref: person,
  consent: z.uuid(),
  channel,
});
export const decideForm = form('people.decide_request', '/corrections/{ref}/decision', {
  ref: ref(),
  decision: named(oneOf(['accept', 'decline']), { zh: '决定', en: 'Decision' }),
  answer: named(longText(500).optional(), { zh: '答复', en: 'Answer' }),
});

export const moveHouseholdForm = form('people.move_household', '/households/{ref}/moves', {
  ref: ref(),
  place: named(placeCode(), { zh: '搬到哪个小区', en: 'To which compound' }),
  dwelling,
  capacity,
  share,
  keepsOwning,
  day: named(day(), { zh: '哪天', en: 'On' }),
});
export const headForm = form('people.choose_head', '/households/{ref}/head', {
  ref: ref(),
  head: named(z.uuid(), { zh: '户主', en: 'Head of the household' }),
});
export const describeForm = form('people.describe_household', '/households/{ref}/particulars', {
  ref: ref(),
  declaredSize: named(wholeNumber(0, 50).optional(), { zh: '人口数', en: 'How many people' }),
  ledgerSteward: named(text(60).optional(), { zh: '台账上的网格员', en: 'Steward in the ledger' }),
  note: named(longText(500).optional(), { zh: '备注', en: 'Note' }),
});
export const closeHouseholdForm = form('people.close_household', '/households/{ref}/closing', {
  ref: ref(),
  day: named(day(), { zh: '从哪天起不再住', en: 'From which day nobody lives there' }),
});

/** Whose data: oneself, or somebody one stands for. */
const whose = { for: ref().optional() };
export const myInput = z.object({ ...whose });
export const myPagedInput = z.object({ ...whose, page: pageNumber() });
export const askForm = form('people.ask', '/me/requests', { ...whose, ...request });
export const withdrawRequestForm = form('people.withdraw_request', '/me/requests/{request}/withdrawal', {
  request: ref(),
});
export const consentForm = form('people.consent', '/me/consents', {
  ...whose,
  purpose: named(oneOf(['pass_on', 'show_name', ...tagPurposes]), { zh: '同意什么', en: 'I consent to' }),
});
export const withdrawConsentForm = form('people.withdraw_consent', '/me/consents/{consent}/withdrawal', {
  ...whose,
  consent: z.uuid(),
});
export const allowForm = form('people.allow', '/me/family', {
  to: named(ref(), { zh: '让谁替我办', en: 'Who may act for me' }),
});
export const readMessagesForm = form('people.read_messages', '/me/messages/reading', {});
