import { addDays, dayIn, instantOf, timeIn } from '../../kit/clock.ts';
import type { Choices, Topic, WayKind, Weight } from './way.ts';

/** Permission to let robots of chat groups say what is public at a place. */
export const setRobots = 'channels.robots';
/** Permission to subscribe programs to what happens, and to see and send again what did not arrive. */
export const administerChannels = 'channels.administer';

/** So many ways at most has a person. */
export const mostWays = 10;
/** So many e-mail addresses a day may be tried out: each sends a letter to somebody. */
export const mostAddressesADay = 5;
/** So many robots and webhooks at most has a place. */
export const mostOutlets = 20;
/** Hours in which the link in the first e-mail has to be followed. */
export const confirmHours = 48;
/** So long after its last try something that never came to an end is said to have failed. */
export const stuckMinutes = 60;
/** Days for which it is kept what was sent. */
export const keptDays = 90;

/** Whether a way is to carry messages of this weight. What is urgent goes wherever anything goes. */
export function wants(chosen: readonly Topic[], weight: Weight): boolean {
  return weight === 'urgent' ? chosen.length > 0 : chosen.includes(weight);
}

/** Whether this minute of the day is a quiet one. The same minute twice means: never. */
export function isQuiet({ quietFrom, quietUntil }: Choices, minute: number): boolean {
  if (quietFrom === quietUntil) return false;
  return quietFrom < quietUntil
    ? minute >= quietFrom && minute < quietUntil
    : minute >= quietFrom || minute < quietUntil;
}

/**
 * When something of this weight may be sent: now, at the end of the quiet hours, or with the next digest, which itself
 * keeps out of the quiet hours. A postcard on a screen at 3 in the morning helps nobody, what is urgent waits for nothing.
 */
export function dueAt(choices: Choices, weight: Weight, now: Date, zone: string): Date {
  if (weight === 'urgent') return now;
  const start = choices.digest ? nextTime(choices.digestAt, now, zone) : now;
  return isQuiet(choices, minuteIn(zone, start)) ? nextTime(choices.quietUntil, start, zone) : start;
}

/** The next instant, from this one on, at which the clocks show this minute of the day. */
function nextTime(minute: number, from: Date, zone: string): Date {
  const time = `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
  const day = dayIn(zone, from);
  const today = instantOf(zone, day, time);
  return today >= from ? today : instantOf(zone, addDays(day, 1), time);
}

function minuteIn(zone: string, instant: Date): number {
  const [hour = 0, minute = 0] = timeIn(zone, instant).split(':').map(Number);
  return hour * 60 + minute;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

/** What came of one try to send. */
export type Tried =
  | { readonly sent: true }
  | { readonly sent: false; readonly retry: boolean; readonly reason: string; readonly gone?: boolean | undefined };

/**
 * What follows from a try. Where the receiver is no more there is nothing left to do; what may go later is tried again
 * until the last try; everything else is for a person to look at.
 */
export function afterTry(tried: Tried, isLast: boolean): 'sent' | 'dropped' | 'again' | 'failed' {
  if (tried.sent) return 'sent';
  if (tried.gone) return 'dropped';
  return tried.retry && !isLast ? 'again' : 'failed';
}

/**
 * Whether something may be sent once more when a process ended in the middle, so that nobody knows whether it went out.
 * Where the receiver knows a message again by its id, twice is once; a robot would say it twice.
 */
export function maySendInDoubt(kind: WayKind | 'webhook' | 'wecom' | 'dingtalk'): boolean {
  return kind !== 'wecom' && kind !== 'dingtalk';
}
