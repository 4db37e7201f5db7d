/**
 * The pieces of an address (building, entrance, room) as ledgers hold them in columns of their own:
 * one canonical label for all spellings, a key to compare by, a storey to guess, an order to sort in.
 */
import { CHINESE_NUMERAL, chineseToDigits } from '../../kit/numerals.ts';
import { plainText } from '../../kit/plain-text.ts';

const BUILDING_SUFFIX = /(?:栋楼|幢楼|号楼栋|号楼|号栋|号幢|号座|#楼|#栋|#幢|#座|楼栋|栋|幢|棟|橦|憧|座|楼|号|#)$/;
const ENTRANCE_SUFFIX = /(?:#单元|号单元|单元门|单元|號單元|單元|号门|号梯|门洞|门栋|门|門|梯口|梯|楼道|号|#)$/;
const ROOM_SUFFIX = /(?:号房间|号房|号室|号户|房间|室|房|户|戶|號|号|#)$/;

/** Words that say "there is nothing here" in a ledger's cell. */
const NOTHING = /^(?:|无|没有|暂无|空|[-—–/\\.]+|N\/A|NULL)$/i;

/** Rooms that are called by what they are: 商铺3, 门面, 车库12. */
export const NAMED_ROOM_WORDS =
  '地下车库|地下车位|商铺|门面房|门面|门市房|门市|底商|店铺|车库|车位|储藏室|储物间|杂物间|阁楼|架空层';
const NAMED_ROOM = new RegExp(`^(${NAMED_ROOM_WORDS})[第#-]?([0-9A-Z${CHINESE_NUMERAL}]*(?:-[0-9A-Z]+)?)号?$`);
const NAMED_ROOM_BEHIND = new RegExp(`^第?([0-9A-Z${CHINESE_NUMERAL}]+)[号#]?(${NAMED_ROOM_WORDS})$`);
/** 门面 and 门面房 are one word for one thing. */
const NAMED_ROOM_SYNONYMS: Readonly<Record<string, string>> = { 门面房: '门面', 门市房: '门市' };

/** Quotes mark a label that would not be recognised bare, so a label never contains them. */
const QUOTES = /[「」“”]/g;
const DASHES = /[‐‑‒–—―−~～〜]+/g;

/** NFKC (full width becomes half width), dashes made one, upper case, no spaces, no quotes. */
function tidy(text: string | number): string {
  const plain = plainText(text).replace(QUOTES, '').replace(DASHES, '-').replace(/\s+/g, '');
  // Upper case can leave letters apart from their accents, so they are put together again.
  return plain.toUpperCase().normalize('NFKC');
}

/** 三 → 3, 东三 → 东3, 甲 stays, 003 → 3 unless zeros are kept. */
export function labelOf(text: string, zeros: 'drop' | 'keep'): string {
  const [, lead = '', rest = ''] = /^([甲乙丙丁戊己东西南北中左右前后新老负]?)(.*)$/s.exec(text) ?? [];
  const digits = chineseToDigits(rest);
  const label = digits === undefined ? text : lead + digits;
  return zeros === 'drop' && /^[0-9]+$/.test(label) ? label.replace(/^0+(?=[0-9])/, '') : label;
}

/** Several parts in one cell (1栋2单元) are an address, not a label. */
const SEVERAL_PARTS = /(?:栋|幢|号楼|单元|室).*[0-9A-Z](?:栋|幢|号楼|单元|室|$)|^[0-9]+-[0-9]+-[0-9]+$/;

function readLabel(text: string | number, suffix: RegExp, zeros: 'drop' | 'keep'): string | undefined {
  const tidied = tidy(text).replace(/^第/, '');
  if (NOTHING.test(tidied) || tidied.length > 20 || SEVERAL_PARTS.test(tidied)) return undefined;
  const stem = tidied.replace(suffix, '');
  // 综合楼, 门卫室: the suffix belongs to the name, it marks no number.
  const isNumbered =
    stem !== '' &&
    (/[0-9A-Z]$/.test(stem) ||
      /^[甲乙丙丁戊己东西南北中左右前后]$/.test(stem) ||
      chineseToDigits(stem.slice(-1)) !== undefined);
  return labelOf(isNumbered ? stem : tidied, zeros);
}

/** Reads until nothing changes any more (1号号), so that a label read again stays the same label. */
function settled(text: string | number, read: (text: string | number) => string | undefined): string | undefined {
  let label = read(text);
  for (let round = 0; round < 20 && label !== undefined; round++) {
    const again = read(label);
    if (again === label) return label;
    label = again;
  }
  return label;
}

/**
 * Reads one cell of a building column: 1幢, 1号楼, １栋, 一栋, 1# and 1 are all '1'; A座 is 'A'; 综合楼 stays.
 * Undefined when the cell is empty, says "none", or holds more than one part (1栋2单元).
 */
export function readBuilding(text: string | number): string | undefined {
  return settled(text, (typed) => readLabel(typed, BUILDING_SUFFIX, 'drop'));
}

/**
 * Reads one cell of an entrance column: １单元, 1门, 一单元, 1 are all '1'; 东单元 is '东', 甲单元 '甲'.
 * Undefined when the building has none (empty, 无, /) or the cell holds more than one part.
 */
export function readEntrance(text: string | number): string | undefined {
  return settled(text, (typed) => readLabel(typed, ENTRANCE_SUFFIX, 'drop'));
}

/**
 * Reads one cell of a room column. A room is text: 202室 is '202', 0301 keeps its zero, 501a is '501A',
 * 负一零一 and -101 are '-101', 商铺3号 is '商铺3', 301-1 and 301之1 are '301-1', 东户 stays.
 * Undefined when the cell is empty or holds more than a room (2-301, 2单元301).
 */
export function readRoom(text: string | number): string | undefined {
  return settled(text, readRoomOnce);
}

function readRoomOnce(text: string | number): string | undefined {
  const tidied = tidy(text).replace(/^[第#]/, '');
  const named = namedRoom(tidied);
  if (named !== undefined) return named;
  if (/^[东西南北中左右][户室号]?$/.test(tidied)) return `${tidied.charAt(0)}户`;
  if (/^[0-9]{1,2}-[0-9]+/.test(tidied)) return undefined;
  const label = readLabel(
    tidied.replace(/^(.*[0-9])之(.+)$/, (_, room: string, part: string) => `${room}-${labelOf(part, 'keep')}`),
    ROOM_SUFFIX,
    'keep',
  );
  return label?.replace(/^负(?=[0-9])/, '-');
}

/** 商铺3号, 3号商铺, 门面房 → 商铺3, 商铺3, 门面; undefined for any other text. Expects tidied text. */
export function namedRoom(text: string): string | undefined {
  const front = NAMED_ROOM.exec(text);
  const back = front === null ? NAMED_ROOM_BEHIND.exec(text) : null;
  const word = front?.[1] ?? back?.[2];
  if (word === undefined) return undefined;
  return (NAMED_ROOM_SYNONYMS[word] ?? word) + labelOf(front?.[2] ?? back?.[1] ?? '', 'keep');
}

/** What two spellings of one building have in common; compare and index buildings by it. */
export function buildingKey(label: string): string {
  return readBuilding(label) ?? tidy(label);
}

/** What two spellings of one entrance have in common; '' stands for "no entrance". */
export function entranceKey(label: string): string {
  return readEntrance(label) ?? '';
}

/** What two spellings of one room have in common. Leading zeros count: 0301 and 301 are two rooms. */
export function roomKey(label: string): string {
  return readRoom(label) ?? tidy(label);
}

/**
 * Guesses the storey from a room's text: the digits before the last two (301 → 3, 1203 → 12, 0301 → 3),
 * below ground for -101, B101 and B1 (→ -1). Undefined where the text does not tell (1, 商铺3, 10101).
 * A default only: where a building counts otherwise, the data says so and wins. 'B301' in a tower called B is
 * such a case, since B with three digits from 1 to 4 is taken for a basement.
 */
export function floorOf(room: string): number | undefined {
  const label = roomKey(room).replace(/-[0-9A-Z]{1,2}$/, (part, at: number) => (at === 0 ? part : ''));
  const basement = /^(?:-|B(?=[1-4](?:[0-9]{2})?$))([0-9]{1,4})$/.exec(label);
  if (basement) {
    const digits = basement[1] ?? '';
    const storey = digits.length >= 3 ? Number(digits.slice(0, -2)) : Number(digits);
    return storey === 0 ? undefined : -storey;
  }
  const digits = /^[A-Z]{0,2}([0-9]{3,4})[A-Z]{0,2}$/.exec(label)?.[1];
  const storey = digits === undefined ? 0 : Number(digits.slice(0, -2));
  return storey === 0 ? undefined : storey;
}

/** Names that count without digits, in the order people count them. */
const COUNTED_WORDS = [...'甲乙丙丁戊己', ...'东西南北', ...'前后', ...'左中右'];

/**
 * A text that sorts labels of buildings, entrances and rooms the way people count:
 * -2 before -1 before 1 before 2 before 12 before 12A before A before A2 before 甲 before 乙 before 综合楼.
 * Compare the keys by code unit (`<` here, `COLLATE "C"` in PostgreSQL).
 */
export function sortKey(label: string): string {
  const text = tidy(label);
  const below = /^(?:-|负)([0-9]+)(.*)$/.exec(text);
  if (below) return `0${String(99_999_999 - Number(below[1]?.slice(0, 8))).padStart(8, '0')}${below[2] ?? ''}`;
  const counted = labelOf(text, 'drop').replace(/[0-9]+/g, (digits) =>
    digits.replace(/^0+(?=[0-9])/, '').padStart(8, '0'),
  );
  const worded = counted.replace(
    /^[甲乙丙丁戊己东西南北前后左中右]/,
    (word) => `~${String.fromCharCode(0x41 + COUNTED_WORDS.indexOf(word))}`,
  );
  // Labels that differ only in leading zeros still get an order of their own.
  return `1${worded}${/[0-9]/.test(text) ? `\u0001${text}` : ''}`;
}
