import type { AtomEntry } from '../../kit/atom.ts';
import { startOfDay } from '../../kit/clock.ts';
import { refOf } from '../../kit/ids.ts';
import type { Context } from '../../kit/route.ts';
import { speak } from '../../kit/words.ts';
import { lineOf, type Place } from '../places/index.ts';
import { factsOf } from './kind.ts';
import type { NoticeLine } from './models.ts';
import { homeLines, toLines } from './reading.ts';
import { latestAt, newestAt } from './store.ts';
import { words } from './words.ts';

/** The newest notices shown at a place today, its own and those of the places above it. */
export async function noticesAt(context: Context, line: readonly Place[], limit: number): Promise<NoticeLine[]> {
  const { db, today } = context;
  const [first] = line;
  if (!first) return [];
  return toLines(db, await newestAt(db, first.district, idsOf(line), today, limit), context);
}

/** The newest notices shown where the actor lives; none for somebody without a home. */
export async function noticesAtHome(context: Context, limit: number): Promise<NoticeLine[]> {
  const lines = await homeLines(context);
  const places = new Map(lines.flat().map((place) => [place.id, place]));
  return noticesAt(context, [...places.values()], limit);
}

/** What was published, corrected or withdrawn last at a place and above it, as entries of a feed. */
export async function noticeEntries(context: Context, place: Place, limit: number): Promise<AtomEntry[]> {
  const { db, today, lang, zone, baseUrl } = context;
  const t = speak(words, lang);
  const found = await latestAt(db, place.district, idsOf(await lineOf(db, place)), today, limit);
  return found.map((notice) => {
    const title = notice.textHidden ? t('without_title') : notice.title;
    // What was published ahead of its first day is news from that day on.
    const shownFrom = startOfDay(zone, notice.fromDay);
    const after = (at: Date): Date => (at > shownFrom ? at : shownFrom);
    const withdrawn =
      notice.state === 'withdrawn' ? `${t('withdrawn_reason', { reason: notice.withdrawnReason ?? '' })}\n\n` : '';
    return {
      id: `urn:uuid:${notice.id}`,
      title: notice.state === 'withdrawn' ? `${t('withdrawn')} · ${title}` : title,
      updated: after(notice.changedAt),
      published: notice.publishedAt ? after(notice.publishedAt) : undefined,
      author: notice.groupName,
      link: `${baseUrl}/notices/${refOf(notice.district, notice.id)}`,
      category: { term: notice.kind, label: factsOf(notice.kind).name[lang] },
      content: `${withdrawn}${notice.textHidden ? t('text_hidden') : notice.body}`,
    };
  });
}

function idsOf(line: readonly Place[]): string[] {
  return line.map((place) => place.id);
}
