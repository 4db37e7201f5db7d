import type { Message } from '../../kit/words.ts';

/** Service categories a volunteer may sign up for, as the national volunteer system lists them (field guide §2). */
export const services = [
  '社区服务',
  '支教助学',
  '卫生健康',
  '法律服务',
  '环境保护',
  '科技科普',
  '文化艺术',
  '平安综治',
  '文明风尚',
  '交通引导',
  '志愿消防',
  '应急救援',
  '禁毒宣传',
  '体育运动',
  '旅游服务',
  '关爱特殊群体',
  '大型活动',
  '其他',
] as const;
export type Service = (typeof services)[number];

export const serviceNames = {
  社区服务: 'Community service',
  支教助学: 'Teaching and study help',
  卫生健康: 'Health',
  法律服务: 'Legal help',
  环境保护: 'Environment',
  科技科普: 'Science and technology',
  文化艺术: 'Culture and arts',
  平安综治: 'Neighbourhood safety',
  文明风尚: 'Good manners',
  交通引导: 'Traffic guiding',
  志愿消防: 'Fire brigade',
  应急救援: 'Emergency rescue',
  禁毒宣传: 'Drug prevention',
  体育运动: 'Sports',
  旅游服务: 'Visitor guiding',
  关爱特殊群体: 'Care for those in need',
  大型活动: 'Large events',
  其他: 'Other',
} as const satisfies Record<Service, string>;

/** Talents (一技之长) people often have; any other word may be written as well. */
export const commonTalents = [
  '书法',
  '绘画',
  '剪纸',
  '唱歌',
  '舞蹈',
  '乐器',
  '摄影',
  '编织',
  '裁缝',
  '修理',
  '水电',
  '木工',
  '理发',
  '磨刀',
  '护理',
  '按摩',
  '厨艺',
  '园艺',
  '调解',
  '法律',
  '辅导功课',
  '讲故事',
  '外语',
  '手语',
  '太极',
  '手机',
  '电脑',
  '育儿',
  '陪诊',
  '开锁',
] as const;

export type Need = {
  readonly name: Message;
  /** A talent that holds one of these words answers the need: 家电修理 holds 修理. */
  readonly talents: readonly string[];
  readonly services: readonly Service[];
};

/** What people look for near home, and the talents and services that answer it. */
export const needs = {
  mend: {
    name: { zh: '谁会修修补补', en: 'Who can mend things' },
    talents: ['修理', '维修', '水电', '电工', '木工', '管道', '家电', '补锅', '磨刀', '修锁', '开锁', '修鞋', '修车'],
    services: [],
  },
  sew: { name: { zh: '谁会缝补裁剪', en: 'Who can sew' }, talents: ['裁缝', '缝', '编织', '绣', '改衣'], services: [] },
  haircut: { name: { zh: '谁会理发', en: 'Who can cut hair' }, talents: ['理发', '剪发', '美发'], services: [] },
  mediate: {
    name: { zh: '谁能劝和调解', en: 'Who can mediate' },
    talents: ['调解', '和事佬', '劝和', '心理'],
    services: ['平安综治'],
  },
  legal: {
    name: { zh: '谁懂法律', en: 'Who knows the law' },
    talents: ['法律', '律师', '普法', '公证'],
    services: ['法律服务'],
  },
  phone: {
    name: { zh: '谁能教用手机', en: 'Who can teach the phone' },
    talents: ['手机', '电脑', '智能设备', '上网'],
    services: ['科技科普'],
  },
  care: {
    name: { zh: '谁会照护', en: 'Who can care for the ill' },
    talents: ['护理', '护士', '医生', '按摩', '照护', '急救', '中医', '量血压'],
    services: ['卫生健康'],
  },
  accompany: {
    name: { zh: '谁能陪一陪、跑个腿', en: 'Who can accompany or run an errand' },
    talents: ['陪诊', '代办', '跑腿', '陪聊', '驾驶'],
    services: ['关爱特殊群体'],
  },
  children: {
    name: { zh: '谁能照看、接送孩子', en: 'Who can mind or fetch children' },
    talents: ['育儿', '接送', '讲故事', '带孩子', '月嫂'],
    services: [],
  },
  study: {
    name: { zh: '谁能辅导功课', en: 'Who can help with homework' },
    talents: ['辅导', '英语', '外语', '数学', '教师', '书法'],
    services: ['支教助学'],
  },
  cook: { name: { zh: '谁会做饭做点心', en: 'Who can cook' }, talents: ['厨艺', '烹饪', '面点', '做饭'], services: [] },
  garden: {
    name: { zh: '谁会种花种菜', en: 'Who can garden' },
    talents: ['园艺', '种花', '种菜', '盆景'],
    services: ['环境保护'],
  },
  arts: {
    name: { zh: '谁会唱歌跳舞、写写画画', en: 'Who sings, dances, paints' },
    talents: ['唱歌', '合唱', '舞蹈', '跳舞', '乐器', '戏曲', '书法', '绘画', '剪纸', '摄影', '朗诵'],
    services: ['文化艺术'],
  },
  exercise: {
    name: { zh: '谁带大家锻炼', en: 'Who leads exercise' },
    talents: ['太极', '健身', '广场舞', '乒乓', '羽毛球', '瑜伽'],
    services: ['体育运动'],
  },
} as const satisfies Readonly<Record<string, Need>>;

export type NeedCode = keyof typeof needs;
export const needCodes = Object.keys(needs) as [NeedCode, ...NeedCode[]];

/** The one comparable spelling of a talent: half width, no spaces. */
export function talentWord(typed: string): string {
  return typed.normalize('NFKC').replaceAll(/\s/g, '');
}

/**
 * Reads talents as people write them into one box or one cell: 书法,绘画、剪纸.
 * @returns each word once; empty words are left out.
 */
export function readTalents(typed: string): string[] {
  const words = typed.split(/[,，、;；/|\n]+/).map(talentWord);
  return [...new Set(words)].filter((word) => word !== '');
}

/** The service categories named in a cell, and the words that are none of them. */
export function readServices(typed: string): { services: Service[]; unknown: string[] } {
  const words = readTalents(typed);
  return {
    services: services.filter((service) => words.includes(service)),
    unknown: words.filter((word) => !(services as readonly string[]).includes(word)),
  };
}

/** What to look for: a talent that holds one of the words, or one of the service categories. */
export type Match = { readonly talents: readonly string[]; readonly services: readonly string[] };

/** What answers a need. */
export function matchNeed(need: NeedCode): Match {
  const { talents, services: met }: Need = needs[need];
  return { talents, services: met };
}

/** What answers a word somebody typed: talents that hold it, categories that hold it. */
export function matchWord(typed: string): Match {
  const word = talentWord(typed);
  return { talents: [word], services: services.filter((service) => service.includes(word)) };
}
