import { refuse } from './cell.ts';
import { attribute, xmlReader } from './xml.ts';

/** How a number in a cell is to be read: as a day, as a month without its day, as a time of day, or as a number. */
export type NumberKind = 'day' | 'month' | 'time' | 'number';

/**
 * The built-in formats (ECMA-376 part 1, 18.8.30), with those of the Chinese version (27–36 and 50–58):
 * 27, 36, 50, 52 and 57 show year and month only.
 */
const BUILT_IN: readonly (readonly [from: number, to: number, kind: NumberKind])[] = [
  [14, 16, 'day'],
  [17, 17, 'month'],
  [18, 21, 'time'],
  [22, 22, 'day'],
  [27, 27, 'month'],
  [28, 31, 'day'],
  [32, 35, 'time'],
  [36, 36, 'month'],
  [45, 47, 'time'],
  [50, 50, 'month'],
  [51, 51, 'day'],
  [52, 52, 'month'],
  [53, 54, 'day'],
  [55, 56, 'time'],
  [57, 57, 'month'],
  [58, 58, 'day'],
];

/** More than any program writes. */
const MOST_STYLES = 100_000;

/** What a number format code such as `yyyy"年"m"月"` makes of a number. */
export function kindOfFormat(code: string): NumberKind {
  const bare = (code.split(';')[0] ?? '')
    .replace(/"[^"]*"/g, '')
    .replace(/[\\_*]./g, '')
    .replace(/\[(h+|m+|s+)\]/gi, '$1')
    .replace(/\[[^\]]*\]/g, '')
    .replace(/AM\/PM|A\/P|上午\/下午|General/gi, '')
    .toLowerCase();
  if (bare.includes('d')) return 'day';
  if (bare.includes('y')) return bare.includes('m') ? 'month' : 'day';
  if (/[hs]/.test(bare)) return 'time';
  return bare.includes('m') ? 'day' : 'number';
}

/** Reads the styles part: for each cell style (by its number) how a number is to be read. */
export async function readStyles(pieces: AsyncIterable<string>): Promise<NumberKind[]> {
  const formats = new Map<string, NumberKind>();
  const styles: NumberKind[] = [];
  let inCellStyles = false;
  const reader = xmlReader({
    open(name, ...at) {
      if (name === 'numFmt') {
        formats.set(attribute('numFmtId', ...at) ?? '', kindOfFormat(attribute('formatCode', ...at) ?? ''));
      } else if (name === 'cellXfs') inCellStyles = true;
      else if (name === 'xf' && inCellStyles) {
        const id = attribute('numFmtId', ...at) ?? '0';
        if (styles.length === MOST_STYLES) throw refuse('too_large');
        styles.push(formats.get(id) ?? builtIn(Number(id)));
      }
    },
    close(name) {
      if (name === 'cellXfs') inCellStyles = false;
    },
    text() {},
  });
  for await (const piece of pieces) reader.push(piece);
  reader.end();
  return styles;
}

function builtIn(id: number): NumberKind {
  return BUILT_IN.find(([from, to]) => id >= from && id <= to)?.[2] ?? 'number';
}
