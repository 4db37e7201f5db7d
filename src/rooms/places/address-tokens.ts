/** Cuts an address into marked pieces (1栋, 2单元, 301室), bare numbers and the text around them. */
import { CHINESE_NUMERAL } from '../../kit/numerals.ts';
import { plainText } from '../../kit/plain-text.ts';
import { labelOf, NAMED_ROOM_WORDS, namedRoom } from './labels.ts';

/**
 * What a piece may be, by how it is marked:
 * text; area 二期; block 1栋; tower A座 (a building, or an entrance of one); entrance 2单元; gate 东门
 * (an entrance, or a place's name); floor 负一层;
 * level 3楼 (a floor, or a building); room 301室; house 12号 (a building, a room, or a house number of a street);
 * hash 1#; short = a bare 1 or A; long = a bare 301.
 */
export type PieceKind =
  | 'text'
  | 'area'
  | 'block'
  | 'tower'
  | 'entrance'
  | 'gate'
  | 'floor'
  | 'level'
  | 'room'
  | 'house'
  | 'hash'
  | 'short'
  | 'long';

export interface Piece {
  readonly kind: PieceKind;
  /** The canonical label: '1', '2', '-1', '301', '2期'; the text itself for text. */
  readonly label: string;
  readonly start: number;
  readonly end: number;
  /** The separators typed before it. */
  readonly gap: string;
  /** Set for a label in 「」, which is taken as it stands. */
  readonly quoted?: true;
  /** Set where Chinese numerals run into the text before them, so that 五一三栋 may be 五一 and 三栋. */
  readonly split?: { readonly text: string; readonly label: string };
}

/** Names of places end like this, so a 东 or 甲 behind them belongs to what follows: 阳光花园东3栋. */
const PLACE_NAME_ENDING = /[区园苑村里庄院府居邸湾庭家郡期街路巷弄厦寓馆镇]$/;

/** A room that has a name and no number: 门卫室, 保安亭. */
export const TEXT_ROOM = /^\p{Script=Han}{1,7}[室房间亭店厅站铺库所馆]$/u;

const CN = `[${CHINESE_NUMERAL}]{1,7}`;
const LEAD = '[甲乙丙丁戊己东西南北中新老]';
/** Letters of a longer word (Palm) are no label. */
const WORD_EDGE = '(?<![A-Z])';
const WORD_END = '(?![A-Z0-9])';
/** Five digits out of a longer number (a telephone) are no label either. */
const DIGIT_EDGE = '(?<![0-9])';
/** 门 in 门面, 门卫 is no door of its own. */
const NO_WORD = '(?![面市卫店口诊头窗厅禁球])';
const NUMBERED = `(?:${WORD_EDGE}[A-Z]{1,2}[0-9]{0,5}[A-Z]?|${DIGIT_EDGE}[0-9]{1,5}[A-Z]{0,2}|${CN})`;

interface Rule {
  readonly kind: PieceKind;
  readonly pattern: RegExp;
  readonly label: (match: RegExpExecArray) => string | undefined;
  readonly fits?: (match: RegExpExecArray, before: Piece | undefined, gap: string) => boolean;
}

function rule(kind: PieceKind, pattern: string, label: Rule['label'], fits?: Rule['fits']): Rule {
  return { kind, pattern: new RegExp(pattern, 'y'), label, ...(fits && { fits }) };
}

const counted = (match: RegExpExecArray): string => labelOf(match[1] ?? '', 'drop');
const kept = (match: RegExpExecArray): string => labelOf(match[1] ?? '', 'keep').replace(/^(?:负|地下)(?=[0-9])/, '-');
const below = (match: RegExpExecArray): string => `-${labelOf(match[1] ?? '1', 'drop')}`;

const ROMAN: Readonly<Record<string, string>> = { I: '1', II: '2', III: '3', IV: '4', V: '5', VI: '6' };

/** Labels in quotes are taken as they stand. */
const QUOTED_KIND: Readonly<Record<string, PieceKind>> = {
  区: 'area',
  栋: 'block',
  单元: 'entrance',
  层: 'floor',
  室: 'room',
  '': 'text',
};

/** First match wins, so marked pieces come before bare ones. */
const RULES: readonly Rule[] = [
  rule('area', `第?(I{1,3}|IV|VI?)(期)`, (m) => (ROMAN[m[1] ?? ''] ?? '') + (m[2] ?? '')),
  rule(
    'area',
    `第?([0-9]{1,2}|${CN}|${WORD_EDGE}[A-Z]|[东南西北中])(期|区|组团|小?组)`,
    (m) => counted(m) + (m[2] ?? '').replace('小', ''),
    // 城东区 is a district of a city, 阳光花园东区 an area of a compound.
    (m, before, gap) =>
      !/[东南西北中]/.test(m[1] ?? '') || !runsOn(before, gap) || PLACE_NAME_ENDING.test(before?.label ?? ''),
  ),
  rule('floor', `(?:负|地下|${WORD_EDGE}B)\\s*([0-9]{1,2}|${CN})\\s*[层楼]`, below),
  rule('floor', `地下(?:室|(?=[0-9第-]))`, () => '-1'),
  rule('floor', `第?([0-9]{1,3}|${CN})\\s*层`, counted),
  rule(
    'room',
    `(?:${NAMED_ROOM_WORDS})[第#-]?(?:[0-9]{1,5}[A-Z]?(?:-[0-9]{1,5}(?![0-9]))?|[A-Z][0-9]{0,4}${WORD_END}|${CN})?\\s*号?`,
    (m) => namedRoom(m[0].replace(/\s/g, '')),
  ),
  rule('room', `第?(?:${NUMBERED})[号#]?(?:${NAMED_ROOM_WORDS})(?![0-9A-Z])`, (m) =>
    namedRoom(m[0].replace(/\s/g, '')),
  ),
  rule(
    'block',
    `第?(${LEAD}?${NUMBERED}|[甲乙丙丁戊己东西南北中])\\s*(?:栋楼?|幢楼?|棟|橦|憧|楼栋|[号號]\\s*(?:楼栋?|栋|幢|座|樓)|#\\s*[楼栋幢座])`,
    counted,
  ),
  rule('tower', `第?(${LEAD}?${NUMBERED}|[甲乙丙丁戊己东西南北中])\\s*座`, counted),
  rule('gate', `([东南西北中前后])门${NO_WORD}`, (m) => m[1]),
  rule(
    'entrance',
    `第?([0-9]{1,2}[A-Z]?|${WORD_EDGE}[A-Z][0-9]?|${CN}|[甲乙丙丁戊己东西南北中左右前后])\\s*[号#]?\\s*(?:(?:单元|單元)(?:门${NO_WORD})?|门洞|[门門]${NO_WORD}|梯口?|楼道)`,
    counted,
  ),
  rule('room', `第?((?:负|地下)?${NUMBERED})\\s*(?:[号號]?室|[号號]?房间?|[号號]?[户戶])`, kept),
  rule('room', `([东西南北中左右])户`, (m) => m[0]),
  rule('house', `第?((?:负|地下)?${LEAD}?${NUMBERED})\\s*[号號]`, kept),
  rule('level', `第?([0-9]{1,3}|${CN})\\s*楼`, counted),
  rule('hash', `第?(${NUMBERED})\\s*#`, counted),
];

/** Digits without any sign behind them that a rule could want. */
const UNMARKED = /[0-9]+(?![0-9])(?=$|\s*[-,./\\、;:|]|\s+[0-9])/y;
const BARE = new RegExp(`第?((?:负|地下)?${NUMBERED})${WORD_END}`, 'y');
const BARE_WORD = /[甲乙丙丁戊己东西南北中左右](?=[0-9\s,./\\#、-]|$)/y;
const SEPARATORS = /(?:[\s\-,./\\、;:_|·•。()[\]【】]|#(?=\s*[0-9A-Z]))+/y;
const QUOTED = /「([^「」]{1,60})」(区|栋|单元|层|室|)/y;

/** Plain text with one kind of dash; the separators stay as typed. */
export function normalise(text: string): string {
  return plainText(text).replace(/——|[‐‑‒–—―−~～〜]/g, '-');
}

/** For matching; positions must stay those of the text (ß would grow to SS). */
function upperCase(text: string): string {
  const upper = text.toUpperCase();
  return upper.length === text.length ? upper : text;
}

/** Cuts normalised text into pieces; separators become the gap of the piece behind them. */
export function cut(text: string): Piece[] {
  const pieces: Piece[] = [];
  const upper = upperCase(text);
  let gap = '';
  let at = 0;
  while (at < text.length) {
    const separators = matchAt(SEPARATORS, upper, at);
    if (separators) {
      gap += separators[0];
      at += separators[0].length;
      continue;
    }
    const before = pieces.at(-1);
    const piece = nextPiece(text, upper, at, before, gap);
    if (piece.kind === 'text' && before?.kind === 'text' && !piece.quoted && !before.quoted) {
      pieces[pieces.length - 1] = { ...before, label: text.slice(before.start, piece.end), end: piece.end };
    } else {
      pieces.push(piece);
    }
    at = piece.end;
    gap = '';
  }
  return pieces;
}

function nextPiece(text: string, upper: string, at: number, before: Piece | undefined, gap: string): Piece {
  const quoted = text.charAt(at) === '「' ? matchAt(QUOTED, text, at) : null;
  if (quoted) {
    const kind = QUOTED_KIND[quoted[2] ?? ''] ?? 'text';
    return { kind, label: quoted[1] ?? '', start: at, end: at + quoted[0].length, gap, quoted: true };
  }
  if (STARTS_A_PIECE.test(upper.charAt(at))) {
    // Most numbers stand bare (1-2-301); one look spares them all the rules.
    const rules = matchAt(UNMARKED, upper, at) ? [] : RULES;
    for (const { kind, pattern, label, fits } of rules) {
      const match = matchAt(pattern, upper, at);
      if (match === null || fits?.(match, before, gap) === false) continue;
      const found = label(match);
      if (found === undefined) continue;
      const split = kind === 'block' ? splitOf(match[1] ?? '', before, gap) : undefined;
      return { kind, label: found, start: at, end: at + match[0].length, gap, ...(split && { split }) };
    }
    const bare = matchAt(BARE, upper, at);
    if (bare && !(STARTS_WITH_NUMERAL.test(bare[1] ?? '') && isInsideText(upper, at + bare[0].length, before, gap))) {
      const label = kept(bare);
      const digits = label.replace(/[^0-9]/g, '').length;
      return {
        kind: digits >= 3 ? 'long' : 'short',
        label: digits >= 3 ? label : counted(bare),
        start: at,
        end: at + bare[0].length,
        gap,
      };
    }
    const word = before && before.kind !== 'text' ? matchAt(BARE_WORD, upper, at) : null;
    if (word) return { kind: 'short', label: word[0], start: at, end: at + 1, gap };
  }
  const length = String.fromCodePoint(text.codePointAt(at) ?? 0).length;
  return { kind: 'text', label: text.slice(at, at + length), start: at, end: at + length, gap };
}

const STARTS_A_PIECE = new RegExp(
  `[0-9A-Z第负地${CHINESE_NUMERAL}甲乙丙丁戊己东西南北中新老左右前后商门底店车储杂阁架]`,
);
const STARTS_WITH_NUMERAL = new RegExp(`^[${CHINESE_NUMERAL}]`);
const SIDE_AND_NUMBER = new RegExp(`^(${LEAD})(.+)$`);
/** Digits said one by one, or hundreds: as the number of a building rare, in a name common. */
const ODD_NUMERAL = new RegExp(
  `^([${CHINESE_NUMERAL}]*[百佰千仟][${CHINESE_NUMERAL}]*|[${CHINESE_NUMERAL}]{2,})([${CHINESE_NUMERAL}])$`,
);

/** True when plain text stands right before, so that a word like 东 could still belong to it. */
function runsOn(before: Piece | undefined, gap: string): boolean {
  return before?.kind === 'text' && !before.quoted && gap === '';
}

/** 五一 in 阳光五一3栋 is a name: bare numerals count only where a number may stand. */
function isInsideText(text: string, end: number, before: Piece | undefined, gap: string): boolean {
  return runsOn(before, gap) || /[0-9A-Z]/.test(text.charAt(end));
}

/** 河东1栋 and 五一三栋 can be cut in two ways; the other way is kept beside the label. */
function splitOf(label: string, before: Piece | undefined, gap: string): { text: string; label: string } | undefined {
  const afterName = runsOn(before, gap) && !PLACE_NAME_ENDING.test(before?.label ?? '');
  const side = afterName ? SIDE_AND_NUMBER.exec(label) : null;
  if (side) return { text: side[1] ?? '', label: labelOf(side[2] ?? '', 'drop') };
  const odd = /[十拾廿卅]/.test(label) ? null : ODD_NUMERAL.exec(label);
  if (odd) return { text: odd[1] ?? '', label: labelOf(odd[2] ?? '', 'drop') };
  return undefined;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
