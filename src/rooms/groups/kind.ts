import type { Message } from '../../kit/words.ts';
import type { PlaceKind } from '../places/index.ts';

/** Offices one can hold in a group, the highest first. What each is called differs by kind of group. */
export const offices = [
  'chair',
  'vice_chair',
  'executive',
  'leader',
  'deputy',
  'staff',
  'administrator',
  'auditor',
] as const;
export type Office = (typeof offices)[number];

/** The five parties that work together (五社联动): platform, carrier, support, help and supplement. */
export const parties = ['community', 'social_organisation', 'social_work', 'volunteers', 'charity'] as const;
export type Party = (typeof parties)[number];

/** What a team is for; volunteer teams count as volunteers among the five parties. */
export const varieties = ['volunteer', 'arts', 'interest'] as const;
export type Variety = (typeof varieties)[number];

/** How many may hold an office at once. Fewer than `min` is shown as vacant, more than `max` is refused. */
export type OfficeNumbers = { readonly min: number; readonly max: number };

/** Numbers and terms of one kind of group at one kind of place; a district may set others. */
export type OfficeRule = {
  /** Length of a term in months; null for offices held until further notice. */
  readonly termMonths: number | null;
  readonly offices: Readonly<Partial<Record<Office, OfficeNumbers>>>;
};

export const groupKinds = [
  'federation',
  'womens_group',
  'team',
  'owners_committee',
  'property_manager',
  'party_branch',
  'social_organisation',
  'partner_unit',
  'community_office',
  'street_office',
  'district_office',
  'platform',
] as const;
export type GroupKind = (typeof groupKinds)[number];

export type KindFacts = {
  readonly name: Message;
  /** One sentence for whoever has not met one. */
  readonly about: Message;
  /** Where it may stand, with the numbers usual there. */
  readonly at: Readonly<Partial<Record<PlaceKind, OfficeRule>>>;
  /** Kinds of group it may belong to; it may also stand alone. */
  readonly parents: readonly GroupKind[];
  /** True when a place has at most one. Also a unique index, see migrations/0004_groups.sql. */
  readonly single: boolean;
  /** What its offices are called. */
  readonly offices: Readonly<Partial<Record<Office, Message>>>;
  /** True when people join it; offices and firms have staff only. */
  readonly hasMembers: boolean;
  /** True for offices of administration and the platform: who fills them is decided above, or by the administrator. */
  readonly isAdministration: boolean;
  /** Which of the five parties it counts as unless somebody chooses otherwise. */
  readonly party: Party | null;
  /** False for what the public need not find. */
  readonly listed: boolean;
};

const one: OfficeNumbers = { min: 1, max: 1 };
const upTo = (max: number, min = 0): OfficeNumbers => ({ min, max });

/** Compound 1/1/5, community 1/2/15, five years: field guide §8. Above that numbers vary, so the limits are wide. */
const federationAt = (viceChairs: OfficeNumbers, executives: OfficeNumbers): OfficeRule => ({
  termMonths: 60,
  offices: { chair: one, vice_chair: viceChairs, executive: executives },
});
const ledBy = (termMonths: number | null, leader: OfficeNumbers, deputy: OfficeNumbers): OfficeRule => ({
  termMonths,
  offices: { leader, deputy },
});
const staffed = (leader: OfficeNumbers): OfficeRule => ({ termMonths: null, offices: { leader, staff: upTo(500) } });
const contacted: OfficeRule = { termMonths: null, offices: { leader: upTo(3, 1) } };
const team = ledBy(null, upTo(2, 1), upTo(5));
const womensGroup = ledBy(60, one, upTo(2));

const leaderNames = { leader: { zh: '负责人', en: 'Leader' }, staff: { zh: '工作人员', en: 'Staff' } } as const;

/** Every kind of group. The numbers are defaults: `readOfficeRules` gives what a district has decided. */
export const kindFacts = {
  federation: {
    name: { zh: '妇联', en: 'Women’s federation' },
    about: {
      zh: '把姐妹们联系起来，选举产生，有任期。',
      en: 'Brings the women of a place together; elected for a term.',
    },
    at: {
      district: federationAt(upTo(7, 1), upTo(45, 15)),
      township: federationAt(upTo(5, 1), upTo(25, 5)),
      community: federationAt(upTo(2, 2), upTo(15, 15)),
      compound: federationAt(one, upTo(5, 5)),
    },
    parents: ['federation'],
    single: true,
    offices: {
      chair: { zh: '主席', en: 'Chair' },
      vice_chair: { zh: '副主席', en: 'Vice-chair' },
      executive: { zh: '执委', en: 'Executive' },
    },
    hasMembers: true,
    isAdministration: false,
    party: 'community',
    listed: true,
  },
  womens_group: {
    name: { zh: '妇女小组', en: 'Women’s group' },
    about: {
      zh: '由一位执委牵头，骨干带着成员，就在身边。',
      en: 'Led by an executive, with a backbone and members close by.',
    },
    at: { community: womensGroup, compound: womensGroup, building: womensGroup },
    parents: ['federation'],
    single: false,
    offices: { leader: { zh: '组长', en: 'Leader' }, deputy: { zh: '副组长', en: 'Deputy leader' } },
    hasMembers: true,
    isAdministration: false,
    party: 'community',
    listed: true,
  },
  team: {
    name: { zh: '队伍', en: 'Team' },
    about: {
      zh: '志愿服务、文艺或者兴趣队伍。',
      en: 'A team of volunteers, of the arts, or of people who share an interest.',
    },
    at: { township: team, community: team, compound: team, building: team },
    parents: [
      'federation',
      'womens_group',
      'community_office',
      'owners_committee',
      'party_branch',
      'social_organisation',
    ],
    single: false,
    offices: { leader: { zh: '队长', en: 'Leader' }, deputy: { zh: '副队长', en: 'Deputy leader' } },
    hasMembers: true,
    isAdministration: false,
    party: null,
    listed: true,
  },
  owners_committee: {
    name: { zh: '业委会', en: 'Owners’ committee' },
    about: { zh: '业主大会选出来的委员会。', en: 'The committee that the owners elected.' },
    // Five to eleven, an odd number, at most five years: 业主大会和业主委员会指导规则 arts. 31, 32.
    at: { compound: { termMonths: 60, offices: { chair: one, vice_chair: upTo(2), executive: upTo(11, 3) } } },
    parents: [],
    single: true,
    offices: {
      chair: { zh: '主任', en: 'Chair' },
      vice_chair: { zh: '副主任', en: 'Vice-chair' },
      executive: { zh: '委员', en: 'Member of the committee' },
    },
    hasMembers: false,
    isAdministration: false,
    party: 'community',
    listed: true,
  },
  property_manager: {
    name: { zh: '物业', en: 'Property manager' },
    about: { zh: '为小区服务的物业公司或服务点。', en: 'The firm or desk that looks after a compound.' },
    at: { compound: staffed(one), building: staffed(one) },
    parents: [],
    single: false,
    offices: { leader: { zh: '项目经理', en: 'Manager' }, staff: { zh: '工作人员', en: 'Staff' } },
    hasMembers: false,
    isAdministration: false,
    party: null,
    listed: true,
  },
  party_branch: {
    name: { zh: '党支部', en: 'Party branch' },
    about: { zh: '社区或小区的党支部。', en: 'The party branch of a community or compound.' },
    // Five years in a community, otherwise three; three to seven in the committee: 支部工作条例 arts. 8, 17.
    at: {
      community: { termMonths: 60, offices: { chair: one, vice_chair: upTo(2), executive: upTo(7) } },
      compound: { termMonths: 36, offices: { chair: one, vice_chair: upTo(1), executive: upTo(7) } },
      building: { termMonths: 36, offices: { chair: one, vice_chair: upTo(1), executive: upTo(3) } },
    },
    parents: ['party_branch'],
    single: false,
    offices: {
      chair: { zh: '书记', en: 'Secretary' },
      vice_chair: { zh: '副书记', en: 'Deputy secretary' },
      executive: { zh: '支委', en: 'Committee member' },
    },
    hasMembers: false,
    isAdministration: false,
    party: 'community',
    listed: true,
  },
  social_organisation: {
    name: { zh: '社会组织', en: 'Social organisation' },
    about: { zh: '登记或备案的社会组织、社工站。', en: 'A registered organisation or a station of social workers.' },
    at: { district: staffed(one), township: staffed(one), community: staffed(one), compound: staffed(one) },
    parents: ['social_organisation'],
    single: false,
    offices: leaderNames,
    hasMembers: true,
    isAdministration: false,
    party: 'social_organisation',
    listed: true,
  },
  partner_unit: {
    name: { zh: '共建单位', en: 'Partner unit' },
    about: {
      zh: '出人、出物、出场地的驻区单位和商户。',
      en: 'A unit or shop nearby that lends hands, goods or rooms.',
    },
    at: { district: contacted, township: contacted, community: contacted, compound: contacted },
    parents: [],
    single: false,
    offices: { leader: { zh: '联系人', en: 'Contact' } },
    hasMembers: false,
    isAdministration: false,
    party: 'charity',
    listed: true,
  },
  community_office: {
    name: { zh: '社区居委会', en: 'Community office' },
    about: { zh: '居委会和社区工作站。', en: 'The residents’ committee and its office.' },
    at: { community: staffed(upTo(2, 1)) },
    parents: ['street_office'],
    single: true,
    offices: { leader: { zh: '主任', en: 'Head' }, staff: { zh: '社区工作者', en: 'Community worker' } },
    hasMembers: false,
    isAdministration: true,
    party: 'community',
    listed: true,
  },
  street_office: {
    name: { zh: '街道（乡镇）', en: 'Township office' },
    about: { zh: '街道办事处或乡镇政府。', en: 'The sub-district office or township government.' },
    at: { township: { termMonths: null, offices: { staff: upTo(500, 1) } } },
    parents: ['district_office'],
    single: true,
    offices: { staff: { zh: '工作人员', en: 'Staff' } },
    hasMembers: false,
    isAdministration: true,
    party: null,
    listed: true,
  },
  district_office: {
    name: { zh: '区县部门', en: 'District office' },
    about: { zh: '区县一级的主管部门。', en: 'The office in charge at district level.' },
    at: { district: { termMonths: null, offices: { staff: upTo(500, 1) } } },
    parents: [],
    single: true,
    offices: { staff: { zh: '工作人员', en: 'Staff' } },
    hasMembers: false,
    isAdministration: true,
    party: null,
    listed: true,
  },
  platform: {
    name: { zh: '系统运维', en: 'Running the system' },
    about: {
      zh: '管理账号和审计的岗位，两者不能是同一个人。',
      en: 'Who manages accounts and who audits: never the same person.',
    },
    at: { district: { termMonths: null, offices: { administrator: upTo(10, 1), auditor: upTo(10, 1) } } },
    parents: [],
    single: true,
    offices: { administrator: { zh: '系统管理员', en: 'Administrator' }, auditor: { zh: '审计员', en: 'Auditor' } },
    hasMembers: false,
    isAdministration: true,
    party: null,
    listed: false,
  },
} as const satisfies Readonly<Record<GroupKind, KindFacts>>;

/** What a kind of group is, widened so that every field can be asked of every kind. */
export function factsOf(kind: GroupKind): KindFacts {
  return kindFacts[kind];
}

/** The offices a kind of group has, the highest first. */
export function officesOf(kind: GroupKind): readonly Office[] {
  return offices.filter((office) => office in kindFacts[kind].offices);
}

/** Which of the five parties a group counts as when nobody chose. */
export function usualParty(kind: GroupKind, variety: Variety | null): Party | null {
  return variety === 'volunteer' ? 'volunteers' : factsOf(kind).party;
}

/** Kinds drawn in the organisation chart: federations, their groups, and teams. */
export const chartKinds = ['federation', 'womens_group', 'team'] as const satisfies readonly GroupKind[];
