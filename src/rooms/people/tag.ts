import type { Message } from '../../kit/words.ts';

/**
 * Who may see a tag. `open`: whoever may see the list of residents. `care`: whoever is to care for them.
 * `restricted`: only those who decide about records at the place, and the person.
 */
export const sensitivities = ['open', 'care', 'restricted'] as const;
export type Sensitivity = (typeof sensitivities)[number];

/**
 * What lets us keep it. `duty`: the community office is bound by law to keep it (PIPL art. 13 (3)), the person is told.
 * `consent`: separate consent is needed (PIPL art. 29).
 */
export type Basis = 'duty' | 'consent';

type Kind = Message & {
  readonly sensitivity: Sensitivity;
  readonly basis: Basis;
  /** Those who have it are to be visited by plan. */
  readonly visited: boolean;
  /** How ledgers write it, besides the Chinese name itself. */
  readonly spellings: readonly string[];
};

/** What a person needs or offers. The order is the one pages show. */
export const tagKinds = {
  living_alone: kind('独居老人', 'Elder living alone', 'care', 'consent', true, [
    '独居',
    '独居长者',
    '单身独居',
    '独居户',
  ]),
  empty_nest: kind('空巢老人', 'Elder, children moved away', 'care', 'consent', true, [
    '空巢',
    '空巢家庭',
    '空巢户',
    '双老家庭',
  ]),
  advanced_age: kind('高龄老人', 'Aged 80 or over', 'open', 'duty', false, [
    '高龄',
    '高龄长者',
    '80岁以上',
    '80周岁以上',
    '80岁以上老人',
  ]),
  left_behind_elder: kind('留守老人', 'Elder left behind', 'care', 'consent', true, []),
  lost_ability: kind('失能老人', 'Cannot look after themselves', 'care', 'consent', true, [
    '失能',
    '半失能',
    '失智',
    '失能失智',
    '半失能老人',
    '失智老人',
    '不能自理',
  ]),
  disability: kind('残疾人', 'Disabled', 'care', 'duty', false, [
    '残疾',
    '残障',
    '残障人士',
    '持证残疾人',
    '肢体残疾',
    '视力残疾',
    '听力残疾',
    '言语残疾',
    '智力残疾',
    '多重残疾',
  ]),
  severe_disability: kind('重度残疾人', 'Severely disabled', 'care', 'duty', true, [
    '重残',
    '重度残疾',
    '一级残疾',
    '二级残疾',
    '重残人员',
  ]),
  low_income: kind('低保', 'Subsistence allowance', 'restricted', 'duty', false, [
    '低保户',
    '低保对象',
    '低保人员',
    '低保家庭',
    '城市低保',
    '城镇低保',
    '农村低保',
    '最低生活保障',
  ]),
  near_low_income: kind('低保边缘', 'Just above the subsistence line', 'restricted', 'duty', false, [
    '低保边缘户',
    '低保边缘家庭',
    '边缘户',
    '低收入',
    '低收入家庭',
    '支出型困难家庭',
  ]),
  extreme_poverty: kind('特困人员', 'Supported by the state in extreme need', 'restricted', 'duty', true, [
    '特困',
    '特困供养',
    '特困户',
    '五保',
    '五保户',
    '三无老人',
    '三无人员',
  ]),
  hardship: kind('困难家庭', 'Household in hardship', 'care', 'consent', false, [
    '困难户',
    '贫困户',
    '困难群众',
    '困难职工',
    '困难妇女',
    '困难',
  ]),
  veteran: kind('退役军人', 'Veteran', 'open', 'duty', false, [
    '退役',
    '退伍军人',
    '退伍',
    '复员军人',
    '转业军人',
    '复转军人',
  ]),
  military_family: kind('军烈属', 'Family of a soldier or martyr', 'open', 'duty', false, [
    '军属',
    '烈属',
    '现役军人家属',
    '优抚对象',
    '优抚',
    '光荣之家',
  ]),
  left_behind_child: kind('留守儿童', 'Child left behind', 'care', 'duty', true, ['留守学生', '农村留守儿童']),
  child_in_difficulty: kind('困境儿童', 'Child in difficulty', 'restricted', 'duty', true, [
    '困境未成年人',
    '孤儿',
    '事实无人抚养儿童',
    '流动困境儿童',
  ]),
  left_behind_woman: kind('留守妇女', 'Woman left behind', 'care', 'consent', false, []),
  single_parent: kind('单亲家庭', 'Single parent', 'care', 'consent', false, [
    '单亲',
    '单亲母亲',
    '单亲妈妈',
    '单亲父亲',
  ]),
  bereaved_of_only_child: kind('失独家庭', 'Bereaved of an only child', 'restricted', 'consent', true, [
    '失独',
    '失独老人',
    '计生特扶',
    '计生特殊家庭',
    '计划生育特殊家庭',
    '特扶家庭',
  ]),
  expectant_or_new_mother: kind('孕产妇', 'Expectant or new mother', 'restricted', 'consent', false, [
    '孕妇',
    '产妇',
    '哺乳期',
    '哺乳期妇女',
  ]),
  serious_illness: kind('大病', 'Seriously ill', 'restricted', 'consent', true, [
    '重病',
    '重大疾病',
    '大病患者',
    '重病患者',
    '慢性病',
    '慢病',
    '慢性病患者',
    '两癌',
    '两癌妇女',
  ]),
  mental_illness: kind('精神障碍', 'Mental illness', 'restricted', 'duty', true, [
    '严重精神障碍',
    '精神病',
    '精神残疾',
    '精神障碍患者',
    '精神病患者',
  ]),
  out_of_work: kind('失业人员', 'Out of work', 'care', 'consent', false, [
    '失业',
    '待业',
    '下岗',
    '下岗职工',
    '就业困难人员',
    '零就业家庭',
  ]),
  party_member: kind('党员', 'Party member', 'care', 'consent', false, [
    '中共党员',
    '中共预备党员',
    '预备党员',
    '流动党员',
  ]),
} as const satisfies Readonly<Record<string, Kind>>;

export type TagKind = keyof typeof tagKinds;
export const tagKindKeys = Object.keys(tagKinds) as [TagKind, ...TagKind[]];

function kind<S extends Sensitivity, B extends Basis>(
  zh: string,
  en: string,
  sensitivity: S,
  basis: B,
  visited: boolean,
  spellings: readonly string[],
) {
  return { zh, en, sensitivity, basis, visited, spellings };
}

/** Whether a code that comes from data is a kind of tag. */
export function isTagKind(code: string): code is TagKind {
  return Object.hasOwn(tagKinds, code);
}

const bySpelling: ReadonlyMap<string, TagKind> = new Map(
  tagKindKeys.flatMap((key) => [tagKinds[key].zh, ...tagKinds[key].spellings].map((word) => [word, key] as const)),
);
/** Words by which a ledger says that there is nothing to say. */
const nothing: ReadonlySet<string> = new Set([
  '',
  '无',
  '否',
  '一般',
  '普通',
  '普通居民',
  '一般居民',
  '正常',
  '其他',
  '-',
  '--',
  '/',
  '\\',
]);

/**
 * Reads a ledger's cell such as "独居、低保" or "退役军人；残疾（肢体）".
 * @returns the kinds it names, each once and in their order, and the words nobody knows.
 */
export function readTags(cell: string): { readonly kinds: readonly TagKind[]; readonly unknown: readonly string[] } {
  const words = cell
    .normalize('NFKC')
    .replaceAll(/[(（][^)）]*[)）]/g, '')
    .split(/[、,，;；/|+\s]+/)
    .filter((word) => !nothing.has(word));
  const found = words.map((word) => ({
    word,
    kind: bySpelling.get(word) ?? bySpelling.get(word.replace(/(人员|对象|老人|户)$/, '')),
  }));
  return {
    kinds: [...new Set(found.flatMap(({ kind }) => kind ?? []))],
    unknown: found.filter(({ kind }) => kind === undefined).map(({ word }) => word),
  };
}
