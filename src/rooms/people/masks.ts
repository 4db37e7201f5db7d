/** What lists show instead of names, phones and ID numbers (PIPL art. 6: no more than the purpose needs). */
import { plainText } from '../../kit/plain-text.ts';
import { areaCodeOf, readPhone } from './phone.ts';

/** Surnames of two characters that are still borne by many. */
const COMPOUND_SURNAMES = new Set(
  (
    '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 ' +
    '仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 ' +
    '段干 百里 呼延 东郭 南门 羊舌 微生 梁丘 左丘 东门 西门 第五 纳兰 完颜 叶赫 耶律'
  ).split(' '),
);

/**
 * 张伟 → 张*, 张小伟 → 张**, 欧阳娜娜 → 欧阳**, 阿依古丽·买买提 → 阿***·***, John Smith → J*** S****.
 * A name of one character is hidden whole. The length shows, as it does on paper lists.
 */
export function maskName(name: string): string {
  const text = plainText(name);
  const characters = [...text];
  if (characters.length <= 1) return '*'.repeat(characters.length);
  if (/^\p{Script=Han}+$/u.test(text)) {
    const shown = characters.length > 2 && COMPOUND_SURNAMES.has(characters.slice(0, 2).join('')) ? 2 : 1;
    return characters.slice(0, shown).join('') + '*'.repeat(characters.length - shown);
  }
  let first = true;
  return text.replace(/[^\s·•‧.'-]+/gu, (word) => {
    const letters = [...word];
    // Of a Chinese-written name of several parts only the very first character shows; Latin words keep initials.
    const shown = (first || /^\p{Script=Latin}/u.test(word)) && letters.length > 1 ? 1 : 0;
    first = false;
    return letters.slice(0, shown).join('') + '*'.repeat(letters.length - shown);
  });
}

/** 13823481234 → 138****1234, 0715-8123456 → 0715-****456; anything else keeps at most its last two characters. */
export function maskPhone(phone: string): string {
  const read = readPhone(phone);
  if ('refused' in read) return endingOnly(phone);
  const area = areaCodeOf(read.phone);
  if (area === undefined) return `${read.phone.slice(0, 3)}****${read.phone.slice(7)}`;
  const local = read.phone.slice(area.length);
  return `${area}-${'*'.repeat(local.length - 3)}${local.slice(-3)}`;
}

/** 421202198510190035 → 421202********0035: digits 7 to 14 (the birth date) never show; what is no ID number shows less. */
export function maskIdNumber(idNumber: string): string {
  const text = plainText(idNumber);
  return /^\d{17}[\dXx]$/.test(text) ? `${text.slice(0, 6)}********${text.slice(14)}` : endingOnly(text);
}

/** Shows the last two characters of six or more, and nothing of less. */
function endingOnly(text: string): string {
  const characters = [...plainText(text)];
  const shown = characters.length < 6 ? 0 : 2;
  return '*'.repeat(characters.length - shown) + characters.slice(characters.length - shown).join('');
}
