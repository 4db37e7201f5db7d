import type { IssueKind, Satisfaction, Urgency } from '../rooms/issues/index.ts';

/** One act of a story: so many hours after the one before, by whom the verb says. */
export type Act = readonly [hours: number, verb: ActVerb, text?: string];
export type ActVerb =
  | 'accept'
  | 'ask_back'
  | 'answer'
  | 'decline'
  | 'contest'
  | 'refer'
  | 'publish'
  | 'to_manager'
  | 'take'
  | 'contact'
  | 'step'
  | 'wait'
  | 'join'
  | 'fact'
  | 'resolve'
  | 'solved'
  | 'unsolved'
  | 'called'
  | 'feed_back';

export type Story = {
  readonly kind: IssueKind;
  readonly urgency?: Urgency;
  /** Number of the building it is about; the compound as a whole when left out. */
  readonly building?: number;
  readonly title: string;
  readonly note?: string;
  readonly daysAgo: number;
  /** Said by whom: a resident, a resident through a steward at the door, or the chair of the federation. */
  readonly by?: 'resident' | 'steward' | 'chair';
  readonly satisfaction?: Satisfaction;
  readonly acts: readonly Act[];
};

const settled = (done: string, feedback: string): readonly Act[] => [
  [3, 'accept'],
  [0.2, 'publish'],
  [0.1, 'to_manager'],
  [2, 'take'],
  [1, 'contact', '打电话问清了情况'],
  [20, 'resolve', done],
  [12, 'solved'],
  [6, 'feed_back', feedback],
];

/** What people in Xian'an say, at every stage of the loop. */
const xianan: readonly Story[] = [
  {
    kind: 'lighting',
    building: 3,
    title: '3栋门口的路灯不亮，晚上看不清台阶',
    note: '老人晚上出来倒垃圾差点踩空',
    daysAgo: 0.4,
    by: 'steward',
    acts: [],
  },
  { kind: 'sanitation', building: 2, title: '2栋垃圾桶满了两天没清，有味道', daysAgo: 0.2, acts: [] },
  {
    kind: 'parking',
    title: '消防通道晚上停满了车',
    urgency: 'hazard',
    daysAgo: 0.6,
    acts: [
      [1, 'accept'],
      [0.2, 'publish'],
      [5, 'join'],
      [3, 'join'],
      [2, 'join'],
    ],
  },
  {
    kind: 'lift',
    building: 1,
    title: '1栋电梯关门时晃得厉害',
    urgency: 'hazard',
    daysAgo: 0.8,
    acts: [
      [0.5, 'accept'],
      [0.1, 'publish'],
      [0.1, 'to_manager'],
      [1, 'take'],
      [0.5, 'contact', '已电话告知先停用一部'],
      [2, 'step', '维保单位到场，停用检查'],
      [4, 'wait', '等一个导轨配件，明天到货'],
    ],
  },
  {
    kind: 'facilities',
    title: '儿童滑梯的螺丝松了',
    daysAgo: 6,
    acts: [
      [2, 'accept'],
      [0.2, 'publish'],
      [0.2, 'to_manager'],
      [3, 'take'],
      [1, 'contact', '问清了是哪一颗'],
      [20, 'resolve', '螺丝全部换新，滑梯试用过'],
    ],
  },
  {
    kind: 'noise',
    title: '广场舞音响太响，孩子写不了作业',
    daysAgo: 9,
    acts: [
      [4, 'accept'],
      [0.3, 'publish'],
      [3, 'join'],
      [4, 'join'],
      [5, 'take'],
      [1, 'contact', '听反映人说了几点最吵'],
      [24, 'step', '和广场舞队坐下来谈，同意把音量降到六十分贝、九点收声'],
      [20, 'resolve', '九点准时收声，音响朝向也改了'],
      [10, 'solved'],
    ],
  },
  {
    kind: 'water_power',
    building: 4,
    title: '4栋二单元水压不够，早上洗不了澡',
    daysAgo: 12,
    satisfaction: 'fair',
    acts: [
      [2, 'accept'],
      [0.2, 'publish'],
      [0.2, 'to_manager'],
      [3, 'take'],
      [0.5, 'contact', '上门看了水压'],
      [18, 'resolve', '调高了水泵压力'],
      [8, 'unsolved', '还是只有一点点水'],
      [6, 'take'],
      [24, 'step', '请自来水公司来看，是老阀门堵了'],
      [30, 'resolve', '换了单元总阀门，水压恢复正常'],
      [10, 'solved'],
      [5, 'feed_back', '4栋二单元的总阀门已换新，早上水压正常，大家可以放心用。'],
    ],
  },
  {
    kind: 'greenery',
    title: '中心花园的桂花树枝压到晾衣绳了',
    daysAgo: 20,
    by: 'chair',
    acts: settled('花园养护队和物业一起修了枝', '树枝已修好，花园养护队以后每月看一次。'),
  },
  {
    kind: 'building',
    building: 2,
    title: '2栋一单元楼梯扶手松动',
    urgency: 'soon',
    daysAgo: 30,
    by: 'steward',
    acts: settled('重新焊牢了三段扶手', '2栋一单元扶手已经焊牢，请大家放心。'),
  },
  {
    kind: 'sanitation',
    title: '快递柜旁边堆了旧家具',
    daysAgo: 41,
    acts: settled('清运了两车，立了牌子', '旧家具已清走，以后大件请先打物业电话预约。'),
  },
  {
    kind: 'property_service',
    title: '夜间保安亭没有人',
    daysAgo: 55,
    satisfaction: 'dissatisfied',
    acts: [
      [30, 'accept'],
      [1, 'publish'],
      [1, 'to_manager'],
      [10, 'take'],
      [40, 'resolve', '补了一名夜班保安'],
      [40, 'called', '晚上还是偶尔没人'],
      [20, 'feed_back', '夜班保安已到岗，业委会每周抽查一次。'],
    ],
  },
  {
    kind: 'other',
    title: '马路对面的公交站牌歪了',
    daysAgo: 34,
    acts: [
      [6, 'accept'],
      [2, 'refer', '市公交集团服务热线'],
    ],
  },
  {
    kind: 'idea',
    title: '希望在3栋后面加装晾衣架',
    daysAgo: 15,
    acts: [[10, 'ask_back', '想装在草坪上还是硬化地面上？']],
  },
  {
    kind: 'idea',
    title: '建议给每户发一只新的铁门',
    daysAgo: 26,
    acts: [[12, 'decline', '入户门属于自家的门，要由业主自己换']],
  },
  {
    kind: 'care',
    building: 1,
    title: '1栋有位老人一个人住，腿脚不方便买菜',
    daysAgo: 18,
    by: 'steward',
    acts: [
      [2, 'accept'],
      [3, 'take'],
      [4, 'contact', '上门看过，和老人商量好了'],
      [20, 'resolve', '邻里互助，每周二、五有人帮着带菜'],
      [30, 'solved'],
      [4, 'feed_back', '已经安排邻居每周两次帮忙。'],
    ],
  },
];

/** The hazard at the table-tennis court (Luyang): reported, talked about and closed the same day; mats paid for, fitted, accepted; open again. */
const court: Story = {
  kind: 'hazard',
  urgency: 'hazard',
  title: '乒乓球场地面湿滑，有位老人滑倒了',
  note: '人没有大碍，家里人陪着去看过了',
  daysAgo: 34,
  by: 'chair',
  acts: [
    [0.5, 'accept'],
    [0.2, 'publish'],
    [0.3, 'take'],
    [1, 'step', '当天先把球场围起来，停止使用，门口贴了告示'],
    [3, 'step', '下午在球场边上开了现场议事会，居民、物业、业委会都到了，同意铺防滑垫'],
    [30, 'join'],
    [24, 'join'],
    [40, 'step', '垫子的钱落实了：物业出一半，公共收益出一半'],
    [120, 'wait', '等厂家送货，预计一周'],
    [160, 'step', '防滑垫到货，开始铺设'],
    [60, 'step', '铺好了，居民代表和业委会一起验收，走了三圈不打滑'],
    [24, 'resolve', '球场铺了防滑垫，验收通过，第二天重新开放'],
    [10, 'solved'],
    [10, 'feed_back', '乒乓球场已经铺好防滑垫并通过验收，今天起重新开放，欢迎来打球。'],
  ],
};

const luyang: readonly Story[] = [
  court,
  {
    kind: 'parking',
    title: '电动车在楼道里充电',
    urgency: 'hazard',
    daysAgo: 4,
    acts: [
      [1, 'accept'],
      [0.2, 'publish'],
      [0.2, 'to_manager'],
      [2, 'take'],
      [12, 'step', '挨户提醒，推到车棚充电'],
    ],
  },
  {
    kind: 'lighting',
    building: 5,
    title: '5栋负一层车库灯坏了一排',
    daysAgo: 16,
    acts: settled('换了十二根灯管', '车库的灯都换好了。'),
  },
];

/** Complaints a month in a compound whose buildings had no property manager, before and after neighbours took care themselves (Nan'an). */
const complaintsAMonth = [7, 7, 6, 7, 5, 4, 3, 2, 2, 1, 1, 1] as const;
const usualComplaints = [
  ['sanitation', '楼道没人打扫', '物业关爱小队排了值日，楼道扫干净了'],
  ['sanitation', '垃圾堆在单元门口', '垃圾清走了，单元门口摆了新桶'],
  ['lighting', '楼道灯坏了没人换', '小队自己买灯泡换上了'],
  ['building', '单元门关不上', '换了闭门器，门能自己关上'],
  ['water_power', '下水道返水', '请师傅疏通了管道'],
  ['parking', '门口乱停车，出不去', '画了线，大家按线停'],
  ['noise', '半夜有人大声说话', '邻居之间说开了，夜里安静了'],
] as const satisfies readonly (readonly [IssueKind, string, string])[];

const nanan: readonly Story[] = complaintsAMonth.flatMap((many, month) =>
  Array.from({ length: many }, (_, i): Story => {
    const [kind, title, done] = usualComplaints[(i + month) % usualComplaints.length] ?? usualComplaints[0];
    const building = 1 + ((i * 2 + month) % 5);
    return {
      kind,
      building,
      title: `${building}栋${title}`,
      daysAgo: (complaintsAMonth.length - 1 - month) * 30.4 + 4 + i * 3,
      satisfaction: (i + month) % 4 === 3 ? 'fair' : 'satisfied',
      acts: [
        [8, 'accept'],
        [0.5, 'publish'],
        [6, 'take'],
        [4, 'contact', '上门看过'],
        [30, 'resolve', done],
        ...((i + month) % 5 === 4 ? [] : ([[12, 'solved']] satisfies Act[])),
        [(i + month) % 5 === 4 ? 170 : 12, 'feed_back', `${done}。`],
      ],
    };
  }),
);

/** What is told in each district of the demo. */
export const issueStories: Readonly<Record<string, readonly Story[]>> = {
  '421202': xianan,
  '340103': luyang,
  '500108': nanan,
  '140213': [
    {
      kind: 'care',
      title: '残疾邻居下楼取药不方便',
      daysAgo: 11,
      by: 'steward',
      acts: settled('助老送餐队顺路帮忙取药', '取药的事有人管了，每周一送到家。'),
    },
    {
      kind: 'water_power',
      building: 2,
      title: '2栋暖气不热',
      daysAgo: 1,
      acts: [
        [2, 'accept'],
        [0.2, 'publish'],
        [3, 'join'],
        [1, 'join'],
      ],
    },
  ],
  '350926': [
    {
      kind: 'neighbours',
      title: '楼上空调水滴到楼下雨棚，吵得睡不着',
      daysAgo: 25,
      acts: settled('和事佬上门，接了一根排水管', '空调排水接好了，两家握手言和。'),
    },
    { kind: 'parking', title: '小区门口三轮车占道卖菜', daysAgo: 0.5, acts: [] },
  ],
};
