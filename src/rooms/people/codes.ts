/**
 * The national code tables that resident ledgers use, with the spellings found in ledgers.
 * What is stored is the code; what is shown is `zh` or `en`.
 */
import { plainText } from '../../kit/plain-text.ts';
import type { Sex } from './person.ts';

export interface Code {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  /** Other words for it in ledgers, beside `zh` and the code itself. */
  readonly spellings: readonly string[];
}

export interface CodeTable {
  readonly standard: string;
  readonly codes: readonly Code[];
  readonly byCode: ReadonlyMap<string, Code>;
  readonly bySpelling: ReadonlyMap<string, Code>;
}

/** One row: code, Chinese, English, further spellings. */
type Line = readonly [code: string, zh: string, en: string, ...spellings: string[]];

function table(standard: string, lines: readonly Line[], suffix = ''): CodeTable {
  const codes = lines.map(([code, zh, en, ...spellings]): Code => ({ code, zh, en, spellings }));
  const bySpelling = new Map<string, Code>();
  for (const code of codes) {
    const short = suffix !== '' && code.zh.endsWith(suffix) ? [code.zh.slice(0, -suffix.length)] : [];
    for (const word of [code.code, code.zh, code.en, ...code.spellings, ...short]) {
      const key = spellingKey(word);
      // The first line wins where two share a word, so the general code stands before the particular one.
      if (!bySpelling.has(key)) bySpelling.set(key, code);
    }
  }
  return { standard, codes, byCode: new Map(codes.map((code) => [code.code, code])), bySpelling };
}

function spellingKey(text: string): string {
  return plainText(text)
    .replace(/[\s()、,.·/-]/g, '')
    .toUpperCase();
}

/**
 * Reads a word of a ledger (汉, 汉族, 01, Han) by a table; undefined for a word the table does not know.
 * Width, case, spaces and brackets do not matter.
 */
export function readCode(codes: CodeTable, text: string | number): Code | undefined {
  return codes.bySpelling.get(spellingKey(String(text)));
}

/** What a stored code is called; the code itself where the table does not know it. */
export function codeName(codes: CodeTable, code: string, language: 'zh' | 'en'): string {
  return codes.byCode.get(code)?.[language] ?? code;
}

/** GB/T 2261.1-2003. */
export const SEXES = table('GB/T 2261.1-2003', [
  ['0', '未知的性别', 'Unknown', '未知', '不详'],
  ['1', '男', 'Male', '男性', '男士', 'M', '先生'],
  ['2', '女', 'Female', '女性', '女士', 'F'],
  ['9', '未说明的性别', 'Not stated', '未说明'],
]);

/** Reads 男, 女, M, F, 1, 2 …; undefined where a ledger says nothing, says "unknown", or something else. */
export function readSex(text: string | number): Sex | undefined {
  const code = readCode(SEXES, text)?.code;
  return code === '1' ? 'male' : code === '2' ? 'female' : undefined;
}

/** GB/T 3304-1991, with the two codes that household registers add for people of no recognised group. */
export const ETHNIC_GROUPS = table(
  'GB/T 3304-1991',
  [
    ['01', '汉族', 'Han', '1'],
    ['02', '蒙古族', 'Mongol', '2', '蒙族'],
    ['03', '回族', 'Hui', '3'],
    ['04', '藏族', 'Tibetan', '4'],
    ['05', '维吾尔族', 'Uygur', '5', '维族'],
    ['06', '苗族', 'Miao', '6'],
    ['07', '彝族', 'Yi', '7'],
    ['08', '壮族', 'Zhuang', '8'],
    ['09', '布依族', 'Buyei', '9'],
    ['10', '朝鲜族', 'Korean', '鲜族'],
    ['11', '满族', 'Manchu'],
    ['12', '侗族', 'Dong'],
    ['13', '瑶族', 'Yao'],
    ['14', '白族', 'Bai'],
    ['15', '土家族', 'Tujia'],
    ['16', '哈尼族', 'Hani'],
    ['17', '哈萨克族', 'Kazak', '哈族'],
    ['18', '傣族', 'Dai'],
    ['19', '黎族', 'Li'],
    ['20', '傈僳族', 'Lisu'],
    ['21', '佤族', 'Va'],
    ['22', '畲族', 'She', '畬族'],
    ['23', '高山族', 'Gaoshan'],
    ['24', '拉祜族', 'Lahu'],
    ['25', '水族', 'Sui'],
    ['26', '东乡族', 'Dongxiang'],
    ['27', '纳西族', 'Naxi'],
    ['28', '景颇族', 'Jingpo'],
    ['29', '柯尔克孜族', 'Kirgiz', '柯族'],
    ['30', '土族', 'Tu'],
    ['31', '达斡尔族', 'Daur', '达翰尔族'],
    ['32', '仫佬族', 'Mulao'],
    ['33', '羌族', 'Qiang'],
    ['34', '布朗族', 'Blang'],
    ['35', '撒拉族', 'Salar'],
    ['36', '毛南族', 'Maonan', '毛难族'],
    ['37', '仡佬族', 'Gelao', '仡老族'],
    ['38', '锡伯族', 'Xibe'],
    ['39', '阿昌族', 'Achang'],
    ['40', '普米族', 'Pumi'],
    ['41', '塔吉克族', 'Tajik'],
    ['42', '怒族', 'Nu'],
    ['43', '乌孜别克族', 'Uzbek', '乌兹别克族'],
    ['44', '俄罗斯族', 'Russian'],
    ['45', '鄂温克族', 'Ewenki'],
    ['46', '德昂族', 'Deang', '崩龙族'],
    ['47', '保安族', 'Bonan'],
    ['48', '裕固族', 'Yugur'],
    ['49', '京族', 'Gin'],
    ['50', '塔塔尔族', 'Tatar'],
    ['51', '独龙族', 'Derung'],
    ['52', '鄂伦春族', 'Oroqen'],
    ['53', '赫哲族', 'Hezhen'],
    ['54', '门巴族', 'Monba'],
    ['55', '珞巴族', 'Lhoba'],
    ['56', '基诺族', 'Jino'],
    ['97', '其他', 'Other', '其它', '未识别民族', '穿青人'],
    ['98', '外国血统中国籍人士', 'Chinese citizen of foreign descent', '入籍'],
  ],
  '族',
);

/** GB/T 4761-2008, the relation to the head of the household. 子女 or 孩子 is not listed: it does not say which. */
export const RELATIONS = table('GB/T 4761-2008', [
  ['02', '户主', 'Head of household', '户主本人'],
  ['01', '本人', 'Self', '自己'],
  ['10', '配偶', 'Spouse', '爱人'],
  ['11', '夫', 'Husband', '丈夫', '老公', '夫妻(男)'],
  ['12', '妻', 'Wife', '妻子', '老婆', '太太'],
  ['20', '子', 'Son', '儿子', '儿', '之子'],
  ['21', '独生子', 'Only son', '独子'],
  ['22', '长子', 'Eldest son', '大儿子', '大子'],
  ['23', '次子', 'Second son', '二子', '二儿子'],
  ['24', '三子', 'Third son', '三儿子'],
  ['25', '四子', 'Fourth son', '四儿子'],
  ['26', '五子', 'Fifth son', '五儿子'],
  ['27', '养子或继子', 'Adopted son or stepson', '养子', '继子'],
  ['28', '女婿', 'Son-in-law', '婿'],
  ['29', '其他儿子', 'Other son'],
  ['30', '女', 'Daughter', '女儿', '之女', '闺女'],
  ['31', '独生女', 'Only daughter', '独女'],
  ['32', '长女', 'Eldest daughter', '大女儿', '大女'],
  ['33', '次女', 'Second daughter', '二女', '二女儿'],
  ['34', '三女', 'Third daughter', '三女儿'],
  ['35', '四女', 'Fourth daughter', '四女儿'],
  ['36', '五女', 'Fifth daughter', '五女儿'],
  ['37', '养女或继女', 'Adopted daughter or stepdaughter', '养女', '继女'],
  ['38', '儿媳', 'Daughter-in-law', '儿媳妇', '媳'],
  ['39', '其他女儿', 'Other daughter'],
  ['40', '孙子、孙女或外孙子、外孙女', 'Grandchild', '孙子女', '外孙子女'],
  ['41', '孙子', 'Son’s son', '孙', '孙儿'],
  ['42', '孙女', 'Son’s daughter'],
  ['43', '外孙子', 'Daughter’s son', '外孙'],
  ['44', '外孙女', 'Daughter’s daughter'],
  ['45', '孙媳妇或外孙媳妇', 'Grandson’s wife', '孙媳妇', '孙媳', '外孙媳妇'],
  ['46', '孙女婿或外孙女婿', 'Granddaughter’s husband', '孙女婿', '外孙女婿'],
  ['47', '曾孙子或外曾孙子', 'Great-grandson', '曾孙子', '曾孙', '重孙', '重孙子', '外曾孙子', '外曾孙'],
  ['48', '曾孙女或外曾孙女', 'Great-granddaughter', '曾孙女', '重孙女', '外曾孙女'],
  ['49', '其他孙子、孙女或外孙子、外孙女', 'Other grandchild'],
  ['50', '父母', 'Parent'],
  ['51', '父亲', 'Father', '父', '爸爸'],
  ['52', '母亲', 'Mother', '母', '妈妈'],
  ['53', '公公', 'Husband’s father'],
  ['54', '婆婆', 'Husband’s mother'],
  ['55', '岳父', 'Wife’s father', '丈人'],
  ['56', '岳母', 'Wife’s mother', '丈母娘'],
  ['57', '继父或养父', 'Stepfather or adoptive father', '继父', '养父'],
  ['58', '继母或养母', 'Stepmother or adoptive mother', '继母', '养母'],
  ['59', '其他父母关系', 'Other parent'],
  ['60', '祖父母或外祖父母', 'Grandparent', '祖父母', '外祖父母'],
  ['61', '祖父', 'Father’s father', '爷爷'],
  ['62', '祖母', 'Father’s mother', '奶奶'],
  ['63', '外祖父', 'Mother’s father', '外公', '姥爷'],
  ['64', '外祖母', 'Mother’s mother', '外婆', '姥姥'],
  ['65', '配偶的祖父母或外祖父母', 'Spouse’s grandparent'],
  ['66', '曾祖父', 'Great-grandfather', '太爷爷'],
  ['67', '曾祖母', 'Great-grandmother', '太奶奶'],
  ['68', '配偶的曾祖父母或外曾祖父母', 'Spouse’s great-grandparent'],
  ['69', '其他祖父母或外祖父母关系', 'Other grandparent'],
  ['70', '兄弟姐妹', 'Sibling', '兄、弟、姐、妹'],
  ['71', '兄', 'Elder brother', '哥哥', '哥', '兄长'],
  ['72', '嫂', 'Elder brother’s wife', '嫂子', '嫂嫂'],
  ['73', '弟', 'Younger brother', '弟弟'],
  ['74', '弟媳', 'Younger brother’s wife', '弟妹', '弟媳妇'],
  ['75', '姐姐', 'Elder sister', '姐'],
  ['76', '姐夫', 'Elder sister’s husband'],
  ['77', '妹妹', 'Younger sister', '妹'],
  ['78', '妹夫', 'Younger sister’s husband'],
  ['79', '其他兄弟姐妹', 'Other sibling'],
  ['80', '其他', 'Other', '其它', '其他关系'],
  ['81', '伯父', 'Father’s elder brother', '伯伯', '大伯'],
  ['82', '伯母', 'Wife of father’s elder brother'],
  ['83', '叔父', 'Father’s younger brother', '叔叔', '叔'],
  ['84', '婶母', 'Wife of father’s younger brother', '婶婶', '婶'],
  ['85', '舅父', 'Mother’s brother', '舅舅', '舅'],
  ['86', '舅母', 'Wife of mother’s brother', '舅妈'],
  ['87', '姨父', 'Husband of mother’s sister', '姨夫'],
  ['88', '姨母', 'Mother’s sister', '姨妈', '姨'],
  ['89', '姑父', 'Husband of father’s sister', '姑夫'],
  ['90', '姑母', 'Father’s sister', '姑姑', '姑妈', '姑'],
  ['91', '堂兄弟、堂姐妹', 'Cousin on the father’s side', '堂兄', '堂弟', '堂姐', '堂妹'],
  ['92', '表兄弟、表姐妹', 'Cousin', '表兄', '表弟', '表姐', '表妹'],
  ['93', '侄子', 'Brother’s son', '侄儿', '侄'],
  ['94', '侄女', 'Brother’s daughter'],
  ['95', '外甥', 'Sister’s son', '外甥子'],
  ['96', '外甥女', 'Sister’s daughter'],
  ['97', '其他亲属', 'Other relative', '亲属', '亲戚', '亲友'],
  ['99', '非亲属', 'Not related', '租户', '租客', '房客', '合租', '朋友', '同事', '保姆', '护工', '室友', '无关系'],
]);

/** GB/T 4762-1984, political affiliation. */
export const POLITICAL_STATUSES = table('GB/T 4762-1984', [
  ['01', '中共党员', 'Member of the Communist Party', '中国共产党党员', '中国共产党员', '共产党员', '党员', '正式党员'],
  ['02', '中共预备党员', 'Probationary member of the Communist Party', '中国共产党预备党员', '预备党员'],
  ['03', '共青团员', 'Member of the Communist Youth League', '中国共产主义青年团团员', '团员'],
  ['04', '民革会员', 'Member of the Revolutionary Committee of the Kuomintang', '民革党员', '民革', '民革成员'],
  ['05', '民盟盟员', 'Member of the Democratic League', '民盟', '民盟成员'],
  ['06', '民建会员', 'Member of the National Democratic Construction Association', '民建', '民建成员'],
  ['07', '民进会员', 'Member of the Association for Promoting Democracy', '民进', '民进成员'],
  ['08', '农工党党员', 'Member of the Peasants’ and Workers’ Democratic Party', '农工党', '农工党成员'],
  ['09', '致公党党员', 'Member of the Zhi Gong Party', '致公党', '致公党成员'],
  ['10', '九三学社社员', 'Member of the Jiusan Society', '九三学社', '九三学社成员'],
  ['11', '台盟盟员', 'Member of the Taiwan Democratic Self-Government League', '台盟', '台盟成员'],
  ['12', '无党派人士', 'Independent', '无党派民主人士', '无党派'],
  ['13', '群众', 'No affiliation', '普通群众', '普通公民', '少先队员'],
]);

/**
 * GB/T 4658, education. 文盲 keeps the code 90 it had in the edition of 1984, and 其他 takes 97, as registers of health and
 * population do: the edition of 2006 throws both together as 90, and ledgers tell them apart.
 */
export const EDUCATIONS = table('GB/T 4658-2006', [
  ['10', '研究生', 'Postgraduate', '研究生教育', '研究生及以上', '研究生以上', '硕士及以上'],
  ['11', '博士研究生', 'Doctorate', '博士', '博士研究生毕业'],
  ['14', '硕士研究生', 'Master’s degree', '硕士', '硕士研究生毕业'],
  ['20', '大学本科', 'Bachelor’s degree', '本科', '大学', '大学本科教育', '全日制本科', '学士'],
  ['30', '大学专科', 'College', '大专', '专科', '大学专科教育', '高职', '高职高专'],
  ['40', '中等职业教育', 'Vocational school', '中专', '中等专科', '中职', '职高', '职业高中'],
  ['47', '技工学校', 'Technical school', '技校'],
  ['60', '高中', 'Senior secondary school', '普通高中', '普通高级中学', '高级中学'],
  ['70', '初中', 'Junior secondary school', '初级中学'],
  ['80', '小学', 'Primary school', '小学教育'],
  ['90', '文盲或半文盲', 'No schooling', '文盲', '半文盲', '文盲半文盲', '不识字', '未上学'],
  ['97', '其他', 'Other', '其它', '学龄前', '学前', '幼儿园'],
]);

/** GB/T 2261.2-2003, marital status. */
export const MARITAL_STATUSES = table('GB/T 2261.2-2003', [
  ['10', '未婚', 'Never married'],
  ['20', '已婚', 'Married', '有配偶', '在婚'],
  ['21', '初婚', 'Married for the first time'],
  ['22', '再婚', 'Remarried'],
  ['23', '复婚', 'Married again to the same spouse'],
  ['30', '丧偶', 'Widowed', '寡居', '鳏居'],
  ['40', '离婚', 'Divorced', '离异'],
  ['90', '未说明的婚姻状况', 'Not stated', '未说明', '不详', '未知'],
]);
