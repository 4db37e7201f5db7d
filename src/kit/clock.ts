import type { Lang } from './lang.ts';

/** Where "now" comes from: injected, so that tests and demos can choose it. */
export type Clock = { now(): Date };

/** A calendar day as ISO text, such as 2026-11-22. Days compare and sort as texts. */
export type Day = string;

/** The clock of the machine. */
export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still until `set` or `advance` (seconds) moves it. */
export function fixedClock(
  instant: string | Date,
): Clock & { set(to: string | Date): void; advance(seconds: number): void } {
  let time = new Date(instant).getTime();
  return {
    now: () => new Date(time),
    set: (to) => {
      time = new Date(to).getTime();
    },
    advance: (seconds) => {
      time += seconds * 1000;
    },
  };
}

/** Whether the machine knows this IANA time zone, such as Asia/Shanghai. */
export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

type Wall = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
};

/** Making a formatter takes a thousand times as long as using one. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function wallClock(zone: string, instant: Date): Wall {
  let formatter = formatters.get(zone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en', {
      timeZone: zone,
      calendar: 'iso8601',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(zone, formatter);
  }
  const parts = Object.fromEntries(formatter.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts;
  return { year, month, day, hour, minute, second };
}

/** The calendar day that an instant falls on in a zone. */
export function dayIn(zone: string, instant: Date): Day {
  const { year, month, day } = wallClock(zone, instant);
  return isoDay(year, month, day);
}

/** The time of day of an instant in a zone, as HH:MM. */
export function timeIn(zone: string, instant: Date): string {
  const { hour, minute } = wallClock(zone, instant);
  return `${two(hour)}:${two(minute)}`;
}

/**
 * The instant at which a zone's clocks show this day and time.
 * @param time HH:MM or HH:MM:SS. A time that a change of clocks leaves out is taken as that much later; of a time that
 * comes twice, the first is meant.
 */
export function instantOf(zone: string, day: Day, time = '00:00'): Date {
  const [hour = 0, minute = 0, second = 0] = time.split(':').map(Number);
  const asIfUtc = utcOf(day).getTime() + ((hour * 60 + minute) * 60 + second) * 1000;
  // The offset of the zone a day before and after differ only around a change of clocks: both are tried.
  const candidates = [-86_400_000, 86_400_000].map((shift) => asIfUtc - offset(zone, new Date(asIfUtc + shift)));
  const matching = candidates.filter((at) => at + offset(zone, new Date(at)) === asIfUtc);
  return new Date(matching.length > 0 ? Math.min(...matching) : Math.max(...candidates));
}

/** The first instant of a day in a zone. */
export function startOfDay(zone: string, day: Day): Date {
  return instantOf(zone, day);
}

/** Milliseconds that the zone's clocks are ahead of UTC. */
function offset(zone: string, instant: Date): number {
  const { year, month, day, hour, minute, second } = wallClock(zone, instant);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant.getTime() / 1000) * 1000;
}

/** Whether a text is an existing day in ISO form (1900 to 9999). */
export function isDay(text: string): boolean {
  if (!/^(19|[2-9]\d)\d\d-\d\d-\d\d$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** The day so many days later, or earlier where negative. */
export function addDays(day: Day, days: number): Day {
  const date = utcOf(day);
  date.setUTCDate(date.getUTCDate() + days);
  return dayOfUtc(date);
}

/** The same day of the month so many months later; the month's last day where it has no such day (31 Jan + 1 = 28 Feb). */
export function addMonths(day: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const lastOfMonth = new Date(Date.UTC(year, month + months, 0));
  return isoDay(lastOfMonth.getUTCFullYear(), lastOfMonth.getUTCMonth() + 1, Math.min(date, lastOfMonth.getUTCDate()));
}

/** Days from one day to another; negative where the second is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((utcOf(to).getTime() - utcOf(from).getTime()) / 86_400_000);
}

/** Day of the week: 1 is Monday, 7 is Sunday. */
export function weekday(day: Day): number {
  return utcOf(day).getUTCDay() || 7;
}

/** Full years between a day (of birth) and another; somebody born on 29 February has the birthday on 1 March. */
export function yearsBetween(from: Day, to: Day): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  return to.slice(5) < from.slice(5) ? years - 1 : years;
}

/** Days off and weekend days worked instead (调休), as the State Council announces them for each year. */
export type WorkCalendar = { readonly off: ReadonlySet<Day>; readonly worked: ReadonlySet<Day> };

const plainWeek: WorkCalendar = { off: new Set(), worked: new Set() };

/** Whether a day is a working day: Monday to Friday, but for what the calendar says. */
export function isWorkingDay(day: Day, calendar: WorkCalendar = plainWeek): boolean {
  return calendar.worked.has(day) || (weekday(day) <= 5 && !calendar.off.has(day));
}

/**
 * The working day so many working days later. The day itself does not count (Civil Code art. 201), so one working day
 * after a Friday is Monday; none after a Saturday is the Saturday.
 * @param count not negative.
 */
export function addWorkingDays(day: Day, count: number, calendar: WorkCalendar = plainWeek): Day {
  let at = day;
  for (let left = count; left > 0; ) {
    at = addDays(at, 1);
    if (isWorkingDay(at, calendar)) left -= 1;
  }
  return at;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** 2026年11月22日, 22 Nov 2026. */
export function formatDay(day: Day, lang: Lang): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return lang === 'zh' ? `${year}年${month}月${date}日` : `${date} ${months[month - 1]} ${year}`;
}

/** 11月22日, 22 Nov: where the year is plain from the context. */
export function formatShortDay(day: Day, lang: Lang): string {
  const [, month = 1, date = 1] = day.split('-').map(Number);
  return lang === 'zh' ? `${month}月${date}日` : `${date} ${months[month - 1]}`;
}

/** 2026年11月, Nov 2026. @param month a day or YYYY-MM. */
export function formatMonth(month: string, lang: Lang): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return lang === 'zh' ? `${year}年${number}月` : `${months[number - 1]} ${year}`;
}

/** 2026年11月22日 14:05, 22 Nov 2026, 14:05: an instant as the clocks of the zone show it. */
export function formatTime(instant: Date, zone: string, lang: Lang): string {
  return `${formatDay(dayIn(zone, instant), lang)}${lang === 'zh' ? ' ' : ', '}${timeIn(zone, instant)}`;
}

const weekdays = {
  zh: ['星期一', '星期二', '星期三', '星期四', '星期五', '星期六', '星期日'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
};

/** 星期日, Sunday. */
export function formatWeekday(day: Day, lang: Lang): string {
  return weekdays[lang][weekday(day) - 1] ?? '';
}

const relative = {
  zh: new Intl.RelativeTimeFormat('zh-CN', { numeric: 'auto' }),
  en: new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto' }),
};

/**
 * How people speak of a near day: 今天, 昨天, 后天, 3天前; today, tomorrow, in 3 days. A week or more away it is the date,
 * without the year where that is this year's.
 */
export function relativeDay(day: Day, today: Day, lang: Lang): string {
  const days = daysBetween(today, day);
  if (Math.abs(days) < 7) return relative[lang].format(days, 'day');
  return day.slice(0, 4) === today.slice(0, 4) ? formatShortDay(day, lang) : formatDay(day, lang);
}

/** How people speak of a near instant: 5分钟前, in 2 hours; from a day on as `relativeDay` in the zone. */
export function relativeTime(instant: Date, now: Date, zone: string, lang: Lang): string {
  const minutes = Math.trunc((instant.getTime() - now.getTime()) / 60_000);
  if (minutes === 0) return lang === 'zh' ? '刚刚' : 'just now';
  if (Math.abs(minutes) < 60) return relative[lang].format(minutes, 'minute');
  const [day, today] = [dayIn(zone, instant), dayIn(zone, now)];
  if (day === today) return relative[lang].format(Math.trunc(minutes / 60), 'hour');
  return relativeDay(day, today, lang);
}

function utcOf(day: Day): Date {
  return new Date(`${day}T00:00:00Z`);
}

function dayOfUtc(date: Date): Day {
  return isoDay(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
}

function isoDay(year: number, month: number, day: number): Day {
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
