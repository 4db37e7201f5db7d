import { isDay } from '../../kit/clock.ts';
import { type Cell, EMPTY, lostDigits, readDate, readHundredths, readInteger, tidy } from '../../kit/sheets/index.ts';
import { type IdNumber, readIdNumber, readPhone, readSex, type Sex } from '../people/index.ts';
import type { ColumnKey } from './columns.ts';
import type { Problem, SheetPlan } from './ledger.ts';

/** The cells of one row by what their columns mean, and the day it is. */
export type RowCells = {
  readonly at: (key: ColumnKey) => Cell;
  readonly epoch: SheetPlan['epoch'];
  readonly today: string;
};

/** Thrown inside a reader to end it at the first thing that is wrong; never seen outside `readRow`. */
class WrongCell extends Error {
  constructor(readonly problem: Problem) {
    super(problem.code);
  }
}

/** Ends the reading of a row: it is refused. */
export function wrong(code: string, column?: ColumnKey): never {
  throw new WrongCell({ code, column });
}

/** Runs a reader of rows. @returns what it read, or what is wrong with the first cell that is wrong. */
export function readRow<R>(cells: RowCells, read: (cells: RowCells) => R): { record: R } | { problem: Problem } {
  try {
    return { record: read(cells) };
  } catch (error) {
    if (error instanceof WrongCell) return { problem: error.problem };
    throw error;
  }
}

/** Makes the cells of a row readable by key. */
export function rowCells(plan: Pick<SheetPlan, 'columns' | 'epoch'>, cells: readonly Cell[], today: string): RowCells {
  const indexes = indexesOf(plan);
  return {
    at: (key) => {
      const index = indexes.get(key);
      return index === undefined ? EMPTY : (cells[index] ?? EMPTY);
    },
    epoch: plan.epoch,
    today,
  };
}

const indexCache = new WeakMap<object, ReadonlyMap<string, number>>();

/** One map a sheet, not one a row. */
function indexesOf({ columns }: Pick<SheetPlan, 'columns'>): ReadonlyMap<string, number> {
  const known = indexCache.get(columns);
  if (known) return known;
  const made = new Map(columns.flatMap(({ key, index }) => (key === undefined ? [] : [[key, index] as const])));
  indexCache.set(columns, made);
  return made;
}

/** Words by which a ledger leaves a cell empty. */
const nothing: ReadonlySet<string> = new Set(['', '无', '/', '\\', '-', '--', '—', '——', '暂无', '不详', '未知', '空']);

/** A line of text; undefined for an empty cell or a word that says "nothing". Refused: longer than `most`. */
export function textIn(cells: RowCells, key: ColumnKey, most = 200): string | undefined {
  const { text, error } = cells.at(key);
  if (error) wrong('cell_in_error', key);
  if (text === '') return undefined;
  const read = tidy(text);
  if (nothing.has(read)) return undefined;
  return [...read].length > most ? wrong('text_too_long', key) : read;
}

/** A person's name without the spaces that lists put between two characters. */
export function nameIn(cells: RowCells, key: ColumnKey): string | undefined {
  const text = textIn(cells, key, 50)?.replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '');
  if (text !== undefined && !/\p{L}/u.test(text)) wrong('name_not_a_name', key);
  return text;
}

/** A telephone in bare digits. */
export function phoneIn(cells: RowCells, key: ColumnKey = 'phone'): string | undefined {
  const text = textIn(cells, key);
  if (text === undefined) return undefined;
  const read = readPhone(text);
  return 'refused' in read ? wrong('phone_not_valid', key) : read.phone;
}

/** An area in 0.01 m²; 0 stands for "not known" in ledgers. */
export function areaIn(cells: RowCells): number | undefined {
  if (textIn(cells, 'area') === undefined) return undefined;
  const read = readHundredths(cells.at('area'));
  if ('refused' in read || read.hundredths > 100_000_000) return wrong('area_not_a_number', 'area');
  return read.hundredths === 0 ? undefined : read.hundredths;
}

/** A count of people. */
export function sizeIn(cells: RowCells): number | undefined {
  if (textIn(cells, 'size') === undefined) return undefined;
  const read = readInteger(cells.at('size'));
  return 'refused' in read || read.integer > 1000 ? wrong('size_not_a_number', 'size') : read.integer;
}

/** A time in minutes: hours with decimals, unless the cell says 分钟. */
export function minutesIn(cells: RowCells): number | undefined {
  const text = textIn(cells, 'hours');
  if (text === undefined) return undefined;
  const minutes = /^(\d+) ?(?:分钟|分|min)$/.exec(text)?.[1];
  if (minutes !== undefined) return Number(minutes);
  const read = readHundredths(cells.at('hours'), ['小时', 'h', '个小时']);
  return 'refused' in read || read.hundredths > 20_000_000
    ? wrong('hours_not_a_number', 'hours')
    : Math.round((read.hundredths * 60) / 100);
}

/** A day; one to come only where that can be: somebody may be registered for next week. */
export function dayIn(cells: RowCells, key: ColumnKey): string | undefined {
  if (textIn(cells, key) === undefined) return undefined;
  const read = readDate(cells.at(key), cells.epoch);
  if ('refused' in read || !isDay(read.date))
    return wrong(key === 'birth' ? 'birth_not_a_date' : 'date_not_valid', key);
  return read.date > cells.today && key !== 'registeredOn' ? wrong('date_in_future', key) : read.date;
}

/** A citizen identity number; digits that a spreadsheet lost are never guessed. */
export function idNumberIn(cells: RowCells): IdNumber | undefined {
  const cell = cells.at('idNumber');
  if (lostDigits(cell)) return wrong('id_in_scientific_notation', 'idNumber');
  const text = textIn(cells, 'idNumber');
  if (text === undefined) return undefined;
  const read = readIdNumber(text, cells.today);
  return 'refused' in read ? wrong(read.refused, 'idNumber') : read;
}

/** 男 or 女; undefined for an empty cell. */
export function sexIn(cells: RowCells): Sex | undefined {
  const text = textIn(cells, 'sex');
  return text === undefined ? undefined : (readSex(text) ?? wrong('sex_not_valid', 'sex'));
}
