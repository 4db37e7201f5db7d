import { type Cell, EMPTY, refuse } from './cell.ts';
import { decodeEscapes, xmlReader } from './xml.ts';

/** Spreadsheets allow 32,767 characters; some programs write more. */
export const LONGEST_TEXT = 1_000_000;

/** What stands in memory while a workbook is read. */
const MOST_STRINGS = 10_000_000;
const MOST_CHARACTERS = 128 * 1024 * 1024;

/** Collects the text of a string item: plain or in runs, without the pronunciation (rPh) that some versions add. */
export function stringCollector(): {
  open(name: string): void;
  close(name: string): void;
  text(text: string): void;
  take(): string;
} {
  let collected = '';
  let wanted = false;
  let phonetic = false;
  return {
    open(name) {
      if (name === 't') wanted = !phonetic;
      else if (name === 'rPh') phonetic = true;
    },
    close(name) {
      if (name === 't') wanted = false;
      else if (name === 'rPh') phonetic = false;
    },
    text(text) {
      if (!wanted) return;
      collected += text;
      if (collected.length > LONGEST_TEXT) throw refuse('too_large');
    },
    take() {
      const text = decodeEscapes(collected);
      collected = '';
      return text;
    },
  };
}

/** Reads the shared strings; each becomes one cell, shared by all places that show it. */
export async function readStrings(pieces: AsyncIterable<string>): Promise<Cell[]> {
  const cells: Cell[] = [];
  let characters = 0;
  const item = stringCollector();
  const reader = xmlReader({
    open: item.open,
    close(name) {
      item.close(name);
      if (name !== 'si') return;
      const text = item.take();
      characters += text.length;
      if (characters > MOST_CHARACTERS || cells.length === MOST_STRINGS) throw refuse('too_large');
      cells.push(text === '' ? EMPTY : { text });
    },
    text: item.text,
  });
  for await (const piece of pieces) reader.push(piece);
  reader.end();
  return cells;
}
