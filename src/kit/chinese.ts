/** Chinese text for search and order: words, full-text documents and queries, pinyin, collation. */
import { createRequire } from 'node:module';
import { Jieba } from '@node-rs/jieba';
import { pinyin } from 'pinyin-pro';
import { plainText } from './plain-text.ts';

/** Reading the dictionary takes a third of a second, so it waits until the first search. */
let jieba: Jieba | undefined;

function cutter(): Jieba {
  if (jieba === undefined) {
    const { dict } = createRequire(import.meta.url)('@node-rs/jieba/dict.js') as { dict: Uint8Array };
    jieba = Jieba.withDict(dict);
  }
  return jieba;
}

/** Runs of Chinese, or of other letters and digits (3号楼 is three runs); everything else separates. */
const RUNS = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu;
const HAN = /^\p{Script=Han}/u;
/** Words without meaning of their own: they would only keep a query from finding anything. */
const PARTICLES = new Set(
  '的 了 着 过 吗 呢 吧 啊 呀 和 与 及 在 是 就 都 也 很 又 请 把 被 让 有 我 你 您 他 她 我们 你们 他们'.split(' '),
);
/** PostgreSQL refuses longer words; nobody searches for more terms. */
const LONGEST_WORD = 64;
const MOST_TERMS = 32;

function runs(text: string): string[] {
  return plainText(text).toLowerCase().normalize('NFKC').match(RUNS) ?? [];
}

function shortened(word: string): string {
  return word.length <= LONGEST_WORD ? word : [...word].slice(0, LONGEST_WORD).join('');
}

/** Every two neighbours, and the last alone, so that each character begins some word: 小电梯 → 小电 电梯 梯. */
function pairs(run: string): string[] {
  const characters = [...run];
  return characters.map((character, index) => character + (characters[index + 1] ?? ''));
}

/**
 * The words of a text, each once, in lower case: those of the dictionary in search mode (业主委员会 also gives 业主 and 委员会),
 * and all pairs of neighbouring Chinese characters, which find what the dictionary cuts otherwise. Other scripts and numbers
 * stay whole.
 */
export function words(text: string): string[] {
  const found = new Set<string>();
  for (const run of runs(text)) {
    if (HAN.test(run)) {
      for (const word of cutter().cutForSearch(run, true)) found.add(shortened(word));
      for (const pair of pairs(run)) found.add(pair);
    } else {
      found.add(shortened(run));
    }
  }
  return [...found];
}

/** The words of a text with spaces between, to be stored as `to_tsvector('simple', …)`. */
export function searchDocument(text: string): string {
  return words(text).join(' ');
}

/**
 * A query for `to_tsquery('simple', …)` that finds documents holding every word of the text; '' where it holds none.
 * Whatever was typed, PostgreSQL accepts it. Numbers and other scripts match as beginnings (30 finds 301), a single Chinese
 * character anywhere, and particles (的, 了) are left out unless nothing else was typed.
 */
export function searchQuery(text: string): string {
  const terms = new Set<string>();
  const particles = new Set<string>();
  for (const run of runs(text)) {
    if (!HAN.test(run)) {
      terms.add(`${lexeme(shortened(run))}:*`);
      continue;
    }
    for (const word of cutter().cut(run, true)) {
      const into = PARTICLES.has(word) ? particles : terms;
      for (const term of termsOf(word)) into.add(term);
    }
  }
  return [...(terms.size > 0 ? terms : particles)].slice(0, MOST_TERMS).join(' & ');
}

/** A word of three characters and more is asked for by its pairs, which every document of it holds. */
function termsOf(word: string): string[] {
  const characters = [...word];
  if (characters.length === 1) return [`${lexeme(word)}:*`];
  return pairs(word).slice(0, -1).map(lexeme);
}

function lexeme(word: string): string {
  return `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

/**
 * How a person's name sounds, for finding it by typing letters: 张伟 → zhangwei, zw; 吕布 → lvbu, lb (ü is typed v);
 * a surname is read as a surname (单 shan, 仇 qiu, 解 xie). Letters stay, signs go: 阿依古丽·买买提 → ayigulimaimaiti.
 */
export function pinyinOf(name: string): { readonly full: string; readonly initials: string } {
  const syllables = syllablesOf(name);
  return { full: syllables.join(''), initials: syllables.map((syllable) => [...syllable][0] ?? '').join('') };
}

function syllablesOf(name: string): string[] {
  return runs(name).flatMap((run, index) => (HAN.test(run) ? soundsOf(run, index === 0) : [run]));
}

/** One syllable a character, without tones. A surname stands only at the head of a name. */
function soundsOf(run: string, atHead: boolean): string[] {
  const surname = atHead ? 'head' : 'off';
  return pinyin(run, { toneType: 'none', type: 'array', v: true, mode: atHead ? 'surname' : 'normal', surname });
}

/**
 * A text by which names sort as in a Chinese directory, to be stored and compared by code unit (`COLLATE "C"`):
 * by the sound of each character, the same character together (all 张 before all 章), then the next character.
 */
export function collationKey(name: string): string {
  const parts = runs(name).flatMap((run, index) => {
    if (!HAN.test(run)) return [run];
    const sounds = soundsOf(run, index === 0);
    return [...run].map((character, at) => `${sounds[at] ?? ''} ${character}`);
  });
  return parts.join(' ');
}

const collator = new Intl.Collator('zh-Hans-CN-u-co-pinyin', { numeric: true });

/** Compares two texts as a Chinese reader sorts them: by pinyin, numbers by value. For names `collationKey` knows surnames. */
export function compareChinese(a: string, b: string): number {
  return collator.compare(a, b);
}
