import type { GroupKind, Office, Variety } from '../rooms/groups/index.ts';
import type { Size } from './compound.ts';

export type DemoGroup = {
  readonly kind: GroupKind;
  readonly name: string;
  readonly summary: string;
  readonly variety?: Variety;
  /** Where it stands: at the community unless told otherwise. */
  readonly at?: 'district' | 'township' | 'compound';
  /** Name of the group it belongs to. */
  readonly under?: string;
  readonly offices?: Partial<Record<Office, number>>;
  readonly members?: number;
  readonly talents?: readonly string[];
};

export type DemoDistrict = {
  readonly district: string;
  readonly community: string;
  readonly compound: string;
  readonly size: Size;
  readonly groups: readonly DemoGroup[];
  /** Names of building groups laid over the compound (片组户). */
  readonly zones?: readonly string[];
  /** Further compounds of the community that have a federation of their own, without dwellings yet. */
  readonly federatedCompounds?: readonly string[];
};

const staff = (kind: GroupKind, name: string, at?: 'district' | 'township'): DemoGroup => ({
  kind,
  name,
  summary: '',
  offices: { staff: 1 },
  ...(at ? { at } : {}),
});

/** Five places from real practice, small; people and phones are invented. */
export const demoDistricts: readonly DemoDistrict[] = [
  {
    district: '421202',
    community: '421202001008',
    compound: '温馨苑',
    size: { buildings: 4, entrances: 2, floors: 6, doors: 2 },
    groups: [
      {
        kind: 'platform',
        name: '咸安区平台运维组',
        summary: '',
        at: 'district',
        offices: { administrator: 1, auditor: 1 },
      },
      staff('district_office', '咸安区妇联', 'district'),
      staff('street_office', '温泉街道办事处', 'township'),
      staff('community_office', '南昌路社区居委会'),
      {
        kind: 'federation',
        name: '南昌路社区妇联',
        summary: '姐妹们有事，先来找我们。',
        offices: { chair: 1, vice_chair: 2, executive: 5 },
      },
      {
        kind: 'federation',
        name: '温馨苑妇联',
        summary: '把小区里的姐妹联系起来，大家的事大家办。',
        at: 'compound',
        under: '南昌路社区妇联',
        offices: { chair: 1, vice_chair: 1, executive: 5 },
        members: 24,
      },
      {
        kind: 'team',
        name: '花园养护队',
        summary: '每周六上午浇花、修枝。',
        variety: 'interest',
        at: 'compound',
        members: 14,
        talents: ['园艺', '水电'],
      },
      {
        kind: 'team',
        name: '邻里巡逻队',
        summary: '晚上八点绕小区走一圈。',
        variety: 'volunteer',
        at: 'compound',
        members: 12,
        talents: ['修理', '调解', '开锁'],
      },
      {
        kind: 'team',
        name: '广场舞队',
        summary: '七点开跳，九点收声。',
        variety: 'arts',
        at: 'compound',
        members: 18,
        talents: ['舞蹈'],
      },
      {
        kind: 'team',
        name: '太极拳队',
        summary: '清晨在中心花园。',
        variety: 'interest',
        at: 'compound',
        members: 10,
        talents: ['太极'],
      },
      { kind: 'owners_committee', name: '温馨苑业主委员会', summary: '', at: 'compound', offices: { chair: 1 } },
      {
        kind: 'property_manager',
        name: '安居物业温馨苑服务处',
        summary: '报修电话在每个单元门口。',
        at: 'compound',
        offices: { leader: 1 },
      },
    ],
  },
  {
    district: '340103',
    community: '340103002003',
    compound: '梧桐里',
    size: { buildings: 10, entrances: 2, floors: 11, doors: 2 },
    federatedCompounds: [
      '杏花苑',
      '荷塘家园',
      '桃源居',
      '槐树巷',
      '翠竹园',
      '银杏苑',
      '桂香庭',
      '海棠湾',
      '松涛苑',
      '兰亭居',
      '榆荫里',
      '枫林晚',
      '柳岸新村',
      '莲花苑',
    ],
    groups: [
      staff('community_office', '社区居委会'),
      { kind: 'federation', name: '社区妇联', summary: '', offices: { chair: 1, vice_chair: 2, executive: 6 } },
      {
        kind: 'federation',
        name: '梧桐里妇联',
        summary: '按特长和口碑请来的当家姐妹。',
        at: 'compound',
        under: '社区妇联',
        offices: { chair: 1, vice_chair: 1, executive: 5 },
        members: 40,
        talents: ['调解', '书法', '剪纸', '手机', '唱歌'],
      },
      {
        kind: 'team',
        name: '银铃合唱团',
        summary: '走访时发现的好嗓子，凑成了一个团。',
        variety: 'arts',
        at: 'compound',
        members: 40,
        talents: ['唱歌'],
      },
      { kind: 'property_manager', name: '和顺物业梧桐里服务处', summary: '', at: 'compound', offices: { leader: 1 } },
    ],
  },
  {
    district: '500108',
    community: '500108001002',
    compound: '江畔人家',
    size: { buildings: 5, entrances: 2, floors: 9, doors: 2 },
    groups: [
      staff('community_office', '社区居委会'),
      { kind: 'federation', name: '社区妇联', summary: '', offices: { chair: 1, vice_chair: 2, executive: 9 } },
      {
        kind: 'womens_group',
        name: '向阳妇女小组',
        summary: '执委牵头，骨干带动，邻里互助。',
        at: 'compound',
        under: '社区妇联',
        offices: { leader: 1 },
        members: 58,
        talents: ['护理', '理发', '修理', '辅导功课'],
      },
      {
        kind: 'womens_group',
        name: '江风妇女小组',
        summary: '接孩子、看老人，搭把手。',
        at: 'compound',
        under: '社区妇联',
        offices: { leader: 1 },
        members: 44,
        talents: ['辅导功课', '厨艺'],
      },
      {
        kind: 'womens_group',
        name: '月季妇女小组',
        summary: '手工花义卖，帮困难姐妹。',
        at: 'compound',
        under: '社区妇联',
        offices: { leader: 1 },
        members: 37,
        talents: ['编织', '裁缝'],
      },
      {
        kind: 'team',
        name: '物业关爱小队',
        summary: '没有物业的楼，我们自己管。',
        variety: 'volunteer',
        at: 'compound',
        members: 9,
        talents: ['修理'],
      },
    ],
  },
  {
    district: '140213',
    community: '140213058001',
    compound: '民和家园',
    size: { buildings: 4, entrances: 3, floors: 6, doors: 2 },
    groups: [
      staff('community_office', '民和社区居委会'),
      { kind: 'federation', name: '民和社区妇联', summary: '', offices: { chair: 1, vice_chair: 2, executive: 7 } },
      ...['巾帼服务队', '助老送餐队', '法律宣传队', '文艺轻骑队', '应急帮忙队'].map(
        (name): DemoGroup => ({
          kind: 'team',
          name,
          summary: '五送六服务，有求必应。',
          variety: 'volunteer',
          members: 9,
          talents: ['护理', '法律', '理发'],
        }),
      ),
      ...[
        '晨曦社工服务中心',
        '夕阳红养老服务社',
        '小橘灯儿童成长中心',
        '阳光助残协会',
        '百姓法律援助站',
        '书香阅读会',
        '绿芽家政学堂',
      ].map((name): DemoGroup => ({ kind: 'social_organisation', name, summary: '和社区签了合作协议。' })),
      { kind: 'partner_unit', name: '平城区人民医院门诊部', summary: '每月义诊一次。' },
    ],
  },
  {
    district: '350926',
    community: '350926100002',
    compound: '东狮花园',
    size: { buildings: 6, entrances: 1, floors: 6, doors: 2 },
    zones: ['一组', '二组', '三组', '四组', '五组', '六组'],
    groups: [
      staff('community_office', '城南社区居委会'),
      { kind: 'federation', name: '城南社区妇联', summary: '', offices: { chair: 1, vice_chair: 2, executive: 5 } },
      {
        kind: 'party_branch',
        name: '东狮花园小区党支部',
        summary: '摸清了谁住在这里，支部就建起来了。',
        at: 'compound',
      },
      {
        kind: 'team',
        name: '和事佬工作队',
        summary: '邻里有疙瘩，坐下来说。',
        variety: 'volunteer',
        at: 'compound',
        members: 11,
        talents: ['调解', '法律'],
      },
    ],
  },
];
