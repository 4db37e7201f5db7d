import type { Message } from '../../kit/words.ts';
import type { Tier } from './tier.ts';

export const issueKinds = [
  'hazard',
  'lighting',
  'lift',
  'water_power',
  'sanitation',
  'parking',
  'greenery',
  'noise',
  'building',
  'facilities',
  'property_service',
  'neighbours',
  'care',
  'idea',
  'other',
  'violence',
  'self_harm',
  'threat',
] as const;
export type IssueKind = (typeof issueKinds)[number];

export type KindFacts = {
  readonly name: Message;
  /** How soon it has to be settled unless the district says otherwise (field guide 5: tiers differ by place). */
  readonly tier: Tier;
  /** Words by which it is guessed from what somebody typed. */
  readonly hints: readonly string[];
  /** A path of its own: only the named office, told at once, out of every count. */
  readonly restricted: boolean;
  /** Whether people are asked about the effect once more after 30 days (问效). */
  readonly asksEffect: boolean;
};

const usual = { restricted: false, asksEffect: false } as const;
const lasting = { restricted: false, asksEffect: true } as const;
const guarded = { restricted: true, asksEffect: false, hints: [] } as const;

export const kindFacts = {
  hazard: {
    name: { zh: '安全隐患', en: 'Hazard' },
    tier: 'hours24',
    hints: [
      '滑倒',
      '摔',
      '触电',
      '漏电',
      '坠落',
      '松动',
      '裂缝',
      '冒烟',
      '堵塞通道',
      '消防',
      '隐患',
      '危险',
      '飞线',
      '煤气',
      '燃气',
      'danger',
      'unsafe',
      'slip',
      'fire',
    ],
    ...usual,
  },
  lighting: {
    name: { zh: '路灯照明', en: 'Lighting' },
    tier: 'days7',
    hints: ['路灯', '楼道灯', '灯坏', '灯不亮', '灯泡', '照明', '太黑', '感应灯', '灯', 'lamp', 'light', 'dark'],
    ...usual,
  },
  lift: {
    name: { zh: '电梯', en: 'Lift' },
    tier: 'hours24',
    hints: ['电梯', '困人', '轿厢', 'lift', 'elevator'],
    ...usual,
  },
  water_power: {
    name: { zh: '水电气暖', en: 'Water, power, gas, heating' },
    tier: 'hours24',
    hints: [
      '停水',
      '停电',
      '漏水',
      '水管',
      '下水',
      '跳闸',
      '水压',
      '暖气',
      '不热',
      '管道',
      '返水',
      '污水',
      'leak',
      'pipe',
      'power cut',
      'water',
    ],
    ...usual,
  },
  sanitation: {
    name: { zh: '环境卫生', en: 'Cleanliness' },
    tier: 'days7',
    hints: [
      '垃圾',
      '臭',
      '脏',
      '卫生',
      '堆放',
      '杂物',
      '狗屎',
      '粪便',
      '老鼠',
      '蟑螂',
      '蚊',
      '小广告',
      'rubbish',
      'litter',
      'smell',
    ],
    ...lasting,
  },
  parking: {
    name: { zh: '停车充电', en: 'Parking and charging' },
    tier: 'days7',
    hints: ['停车', '车位', '占道', '堵路', '电动车', '充电桩', '充电', '自行车', '单车', 'parking', 'car', 'charging'],
    ...lasting,
  },
  greenery: {
    name: { zh: '绿化', en: 'Greenery' },
    tier: 'days15',
    hints: ['树', '草坪', '绿化', '枝', '种菜', '花坛', 'tree', 'grass', 'plants'],
    ...usual,
  },
  noise: {
    name: { zh: '噪音扰民', en: 'Noise' },
    tier: 'days7',
    hints: ['噪音', '吵', '广场舞', '音响', '装修', '狗叫', '半夜', 'noise', 'loud'],
    ...lasting,
  },
  building: {
    name: { zh: '房屋修缮', en: 'Repairs to the building' },
    tier: 'days15',
    hints: [
      '墙皮',
      '外墙',
      '渗水',
      '屋顶',
      '屋面',
      '门禁',
      '单元门',
      '对讲',
      '楼梯扶手',
      '扶手',
      '台阶',
      'wall',
      'roof',
      'door',
    ],
    ...usual,
  },
  facilities: {
    name: { zh: '公共设施', en: 'Shared facilities' },
    tier: 'days15',
    hints: [
      '健身器材',
      '乒乓球',
      '球台',
      '长椅',
      '凉亭',
      '滑梯',
      '活动室',
      '晾衣',
      '信箱',
      '快递柜',
      '器材',
      'bench',
      'playground',
      'equipment',
    ],
    ...lasting,
  },
  property_service: {
    name: { zh: '物业服务', en: 'Property service' },
    tier: 'days7',
    hints: ['物业', '保安', '保洁', '物业费', '维修不及时', '没人管', 'property manager', 'security guard'],
    ...lasting,
  },
  neighbours: {
    name: { zh: '邻里纠纷', en: 'Between neighbours' },
    tier: 'days15',
    hints: ['邻居', '楼上', '楼下', '纠纷', '吵架', '漏到', '占用', 'neighbour', 'dispute'],
    ...usual,
  },
  care: {
    name: { zh: '帮扶关爱', en: 'Care and help' },
    tier: 'days7',
    hints: [
      '独居',
      '老人',
      '照顾',
      '生病',
      '看病',
      '送药',
      '残疾',
      '孩子没人',
      '困难',
      '低保',
      '陪',
      'care',
      'alone',
      'elderly',
    ],
    ...usual,
  },
  idea: {
    name: { zh: '意见建议', en: 'Idea' },
    tier: 'days15',
    hints: ['建议', '希望', '能不能', '可不可以', '增设', '加装', 'suggest', 'idea'],
    ...usual,
  },
  other: { name: { zh: '其他', en: 'Something else' }, tier: 'days7', hints: [], ...usual },
  violence: { name: { zh: '家庭暴力', en: 'Domestic violence' }, tier: 'hours2', ...guarded },
  self_harm: { name: { zh: '轻生求助', en: 'Somebody may harm themselves' }, tier: 'hours2', ...guarded },
  threat: { name: { zh: '人身威胁', en: 'Threats' }, tier: 'hours2', ...guarded },
} as const satisfies Record<IssueKind, KindFacts>;

/** Kinds that everybody chooses from; the guarded ones stand apart on the form. */
export const openKinds = issueKinds.filter((kind) => !kindFacts[kind].restricted);
export const guardedKinds = issueKinds.filter((kind) => kindFacts[kind].restricted);

export function factsOfKind(kind: IssueKind): KindFacts {
  return kindFacts[kind];
}

/**
 * The kind that the words suggest: the one with the longest hints in them, the first of equals.
 * @returns undefined where nothing suggests one; a guarded kind is never guessed.
 */
export function guessKind(text: string): IssueKind | undefined {
  const said = text.toLowerCase();
  let best: { readonly kind: IssueKind; readonly weight: number } | undefined;
  for (const kind of openKinds) {
    const hints: readonly string[] = kindFacts[kind].hints;
    const weight = hints.reduce((sum, hint) => (said.includes(hint) ? sum + hint.length : sum), 0);
    if (weight > (best?.weight ?? 0)) best = { kind, weight };
  }
  return best?.kind;
}
