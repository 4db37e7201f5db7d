/** Spreadsheets count days: from 1900 (with a 29 February 1900 that never was) or, on old Macs, from 1904. */
export type Epoch = 1900 | 1904;

const DAY_MS = 86_400_000;
const ZERO_1900 = Date.UTC(1899, 11, 30);
const DAYS_1900_TO_1904 = 1462;
/** 9999-12-31, the last day a spreadsheet knows. */
const LAST_SERIAL = 2_958_465;

export interface SerialTime {
  /** YYYY-MM-DD; undefined for a time of day without a day. */
  readonly date?: string;
  /** HH:MM or HH:MM:SS; undefined at midnight of a day. */
  readonly time?: string;
}

/** Day and time of a serial number; undefined when it is none (negative, beyond 9999, or the false 29 February 1900). */
export function fromSerial(serial: number, epoch: Epoch = 1900): SerialTime | undefined {
  if (!Number.isFinite(serial) || serial < 0) return undefined;
  const seconds = Math.round(serial * 86_400);
  let day = Math.floor(seconds / 86_400);
  const time = clock(seconds - day * 86_400);
  if (epoch === 1904) day += DAYS_1900_TO_1904;
  else if (day === 0) return { time: time ?? '00:00' };
  else if (day === 60) return undefined;
  else if (day < 60) day += 1;
  if (day > LAST_SERIAL) return undefined;
  const date = new Date(ZERO_1900 + day * DAY_MS).toISOString().slice(0, 10);
  return time === undefined ? { date } : { date, time };
}

/** The 1900 serial of YYYY-MM-DD with an optional time, as exact decimal text; undefined before 1900-03-01 or when no such day exists. */
export function toSerial(text: string): string | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?)?$/.exec(text);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (!isDay(year, month, day) || hour > 23 || minute > 59 || second > 59) return undefined;
  const serial = (Date.UTC(year, month - 1, day) - ZERO_1900) / DAY_MS;
  if (serial < 61) return undefined;
  const seconds = hour * 3600 + minute * 60 + second;
  return seconds === 0 ? String(serial) : (serial + seconds / 86_400).toFixed(10);
}

/** True when the calendar has this day. */
export function isDay(year: number, month: number, day: number): boolean {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

function clock(seconds: number): string | undefined {
  if (seconds === 0) return undefined;
  const two = (n: number) => String(n).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  const text = `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  return seconds % 60 === 0 ? text : `${text}:${two(seconds % 60)}`;
}
