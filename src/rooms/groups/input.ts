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
import { placeCode, placeKinds } from '../places/index.ts';
import { helpChannels } from './acting.ts';
import { membershipStates, nameDisplays } from './group.ts';
import { groupKinds, type Office, offices, parties, varieties } from './kind.ts';
import { needCodes, services } from './talent.ts';

const codeOf = () => named(placeCode(), { zh: '地点', en: 'Place' });
const groupRef = () => named(ref(), { zh: '组织', en: 'Group' });
const search = named(text(60).optional(), { zh: '名称里有', en: 'Name holds' });
const choice = <const T extends readonly [string, ...string[]]>(codes: T) => oneOf(codes).optional();

// Pages

export const listInput = z.strictObject({
  place: codeOf().optional(),
  kind: named(choice(groupKinds), { zh: '种类', en: 'Kind' }),
  q: search,
  page: pageNumber(),
});
export const nearInput = z.strictObject({
  place: codeOf().optional(),
  need: named(choice(needCodes), { zh: '想找谁', en: 'Whom do you look for' }),
  q: named(text(20).optional(), { zh: '会什么', en: 'Who can do what' }),
  page: pageNumber(),
});
export const partnersInput = z.strictObject({
  place: codeOf().optional(),
  party: named(oneOf(parties).default('community'), { zh: '哪一方', en: 'Party' }),
  page: pageNumber(),
});
export const termsInput = z.strictObject({
  place: codeOf().optional(),
  expiring: named(wholeNumber(0, 3650).default(90), { zh: '多少天以内', en: 'Within days' }),
  page: pageNumber(),
});
export const chartInput = z.strictObject({ code: codeOf() });
export const rulesInput = z.strictObject({ code: codeOf(), kind: choice(groupKinds), at: choice(placeKinds) });
/** With a term, its form to end it. */
export const officesInput = z.strictObject({ ref: groupRef(), term: z.uuid().optional() });
export const newInput = z.strictObject({ code: codeOf(), kind: choice(groupKinds) });
export const groupInput = z.strictObject({ ref: groupRef() });
export const showInput = z.strictObject({
  ref: groupRef(),
  /** On whose behalf one looks, to join for them. */
  person: named(ref().optional(), { zh: '替谁办', en: 'For whom' }),
  page: pageNumber(),
});
export const membersInput = z.strictObject({
  ref: groupRef(),
  state: named(oneOf(membershipStates).default('active'), { zh: '状态', en: 'State' }),
  backbone: named(checkbox(), { zh: '只看骨干', en: 'Backbone only' }),
  q: named(text(20).optional(), { zh: '姓名、拼音或特长', en: 'Name, pinyin or talent' }),
  page: pageNumber(),
});
export const mineInput = z.strictObject({ person: named(ref().optional(), { zh: '替谁办', en: 'For whom' }) });
export const membershipInput = z.strictObject({ membership: named(ref(), { zh: '成员', en: 'Member' }) });

// Forms of those who keep groups

const description = {
  name: named(text(60), { zh: '名称', en: 'Name' }),
  summary: named(longText(1000).optional(), { zh: '介绍', en: 'Description' }),
  // A group's page is public: whoever keeps it must not put somebody's own telephone there.
  contact: named(
    text(120)
      .refine((typed) => !/1[3-9]\d{9}/.test(typed.replaceAll(/[\s-]/g, '')), 'no_mobile')
      .optional(),
    {
      zh: '在哪儿、什么时候能找到',
      en: 'Where and when to find it',
    },
  ),
  party: named(choice(parties), { zh: '五社联动里算哪一方', en: 'Which of the five parties' }),
  parent: named(ref().optional(), { zh: '属于哪个组织', en: 'Belongs to' }),
};
export const foundForm = form('groups.found', '/places/{code}/groups', {
  code: codeOf(),
  kind: named(oneOf(groupKinds), { zh: '种类', en: 'Kind' }),
  variety: named(choice(varieties), { zh: '什么队伍', en: 'What the team is for' }),
  ...description,
  foundedOn: named(day().optional(), { zh: '成立日期', en: 'Founded on' }),
});
export const describeForm = form('groups.describe', '/groups/{ref}/description', {
  ref: groupRef(),
  ...description,
  unlisted: named(checkbox(), { zh: '不在公开名录里显示', en: 'Leave it out of the public directory' }),
});
export const dissolveForm = form('groups.dissolve', '/groups/{ref}/dissolution', {
  ref: groupRef(),
  sure: named(
    checkbox().refine((ticked) => ticked, 'tick_to_dissolve'),
    { zh: '确认撤销', en: 'Yes, dissolve it' },
  ),
});

const onePerson = named(text(80), { zh: '是谁', en: 'Who' });
const fromDay = named(day().optional(), { zh: '从哪天起', en: 'From' });
const untilDay = named(day().optional(), { zh: '到哪天期满', en: 'Until' });
export const appointForm = form('groups.appoint', '/groups/{ref}/appointments', {
  ref: groupRef(),
  office: named(oneOf(offices), { zh: '职务', en: 'Office' }),
  person: onePerson,
  fromDay,
  untilDay,
});

const names = (zh: string, en: string) => named(longText(3000).optional(), { zh, en });
/** Offices that are filled by election, each a box of names in the form. */
export const electedOffices = [
  'chair',
  'vice_chair',
  'executive',
  'leader',
  'deputy',
] as const satisfies readonly Office[];
export const electForm = form('groups.elect', '/groups/{ref}/elections', {
  ref: groupRef(),
  heldOn: named(day(), { zh: '选举日期', en: 'Held on' }),
  entitled: named(wholeNumber(1, 1_000_000), { zh: '应到人数', en: 'Entitled to vote' }),
  tookPart: named(wholeNumber(0, 1_000_000), { zh: '实到人数', en: 'Took part' }),
  chair: names('当选的主席（主任、书记）', 'Elected chair'),
  vice_chair: names('当选的副职', 'Elected vice-chairs'),
  executive: names('当选的执委（委员）', 'Elected executives'),
  leader: names('当选的组长（队长）', 'Elected leader'),
  deputy: names('当选的副组长（副队长）', 'Elected deputies'),
  fromDay,
  untilDay,
  byElection: named(checkbox(), { zh: '这是补选，原来在任的不变', en: 'A by-election: those in office stay' }),
  note: named(longText(500).optional(), { zh: '说明', en: 'Note' }),
});
export const endTermForm = form('groups.end_term', '/groups/{ref}/terms/{termId}/end', {
  ref: groupRef(),
  termId: z.uuid(),
  reason: named(oneOf(['resigned', 'removed', 'moved_away', 'died']), { zh: '原因', en: 'Reason' }),
  on: named(day().optional(), { zh: '从哪天起不再担任', en: 'First day no longer' }),
});
const least = () => named(wholeNumber(0, 1000).optional(), { zh: '最少', en: 'At least' });
const most = () => named(wholeNumber(1, 1000).optional(), { zh: '最多', en: 'At most' });
export const ruleForm = form('groups.set_rule', '/places/{code}/group-rules/{kind}/{at}', {
  code: codeOf(),
  kind: oneOf(groupKinds),
  at: oneOf(placeKinds),
  termMonths: named(wholeNumber(1, 240).optional(), {
    zh: '一届几个月，不填就是没有任期',
    en: 'Months in a term; none when left empty',
  }),
  chair_min: least(),
  chair_max: most(),
  vice_chair_min: least(),
  vice_chair_max: most(),
  executive_min: least(),
  executive_max: most(),
  leader_min: least(),
  leader_max: most(),
  deputy_min: least(),
  deputy_max: most(),
  staff_min: least(),
  staff_max: most(),
  administrator_min: least(),
  administrator_max: most(),
  auditor_min: least(),
  auditor_max: most(),
  usual: named(checkbox(), { zh: '改回通常的数', en: 'Back to the usual numbers' }),
});

// Forms about members

const membership = named(ref(), { zh: '成员', en: 'Member' });
/** Filled in when somebody acts for the person: how the person consented, and that they did. */
const help = {
  channel: named(choice(helpChannels), { zh: '本人怎么说的', en: 'How they told you' }),
  consented: named(checkbox(), { zh: '本人同意我来代办', en: 'They agreed that I do this for them' }),
};
export const inviteForm = form('groups.invite', '/groups/{ref}/invitations', { ref: groupRef(), who: onePerson });
export const applyForm = form('groups.apply', '/groups/{ref}/applications', {
  ref: groupRef(),
  person: named(ref().optional(), { zh: '替谁办', en: 'For whom' }),
  ...help,
});
export const acceptForm = form('groups.accept', '/memberships/{membership}/acceptance', { membership, ...help });
export const declineForm = form('groups.decline', '/memberships/{membership}/refusal', { membership, ...help });
export const leaveForm = form('groups.leave', '/memberships/{membership}/departure', { membership, ...help });
export const displayForm = form('groups.display', '/memberships/{membership}/display', {
  membership,
  ...help,
  name: named(oneOf(nameDisplays), { zh: '名字', en: 'Name' }),
  building: named(checkbox(), { zh: '显示我住几栋（不显示房号）', en: 'Show my building (never the door)' }),
  talents: named(checkbox(), { zh: '显示我的特长', en: 'Show my talents' }),
});
export const admitForm = form('groups.admit', '/memberships/{membership}/admission', { membership, group: groupRef() });
export const rejectForm = form('groups.reject', '/memberships/{membership}/rejection', {
  membership,
  group: groupRef(),
});
export const removeForm = form('groups.remove', '/memberships/{membership}/removal', { membership, group: groupRef() });
export const backboneForm = form('groups.backbone', '/memberships/{membership}/backbone', {
  membership,
  group: groupRef(),
  backbone: named(checkbox(), { zh: '是骨干', en: 'Part of the backbone' }),
});
const talentFields = {
  talents: named(longText(400).optional(), { zh: '一技之长', en: 'Talents' }),
  services: named(many(oneOf(services), services.length), { zh: '愿意参加的服务', en: 'Services they sign up for' }),
};
export const talentsForm = form('groups.set_talents', '/people/{person}/talents', {
  person: named(ref(), { zh: '谁的特长', en: 'Whose talents' }),
  ...help,
  ...talentFields,
});
