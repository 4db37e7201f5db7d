import type { Reader } from '../../kit/database.ts';
import { readRef, refOf } from '../../kit/ids.ts';
import type { Lang } from '../../kit/lang.ts';
import { done, type Outcome, refused } from '../../kit/outcome.ts';
import type { Context } from '../../kit/route.ts';
import { speak } from '../../kit/words.ts';
import type { Write } from '../../kit/write.ts';
import { residencesOf } from '../people/index.ts';
import { addressOf, findPlaces, lineOf, linesOf, type Place, placeName } from '../places/index.ts';
import type { NoticeLine, PlaceLink } from './models.ts';
import { type Issuer, type PlacedNotice, spokenNumber } from './notice.ts';
import { availableActions, maySee, type NoticeVerb, partOf, type Standing, standingOf } from './rules.ts';
import { findNotice, issuersOf, lockNotice } from './store.ts';
import { words } from './words.ts';

/** A notice as the one who asks stands to it. */
export type SeenNotice = {
  readonly notice: PlacedNotice;
  readonly standing: Standing;
  readonly can: readonly NoticeVerb[];
};

type Asking = Pick<Context, 'db' | 'actor' | 'today'>;

function seen(notice: PlacedNotice | undefined, mine: readonly Issuer[], { actor, today }: Asking) {
  const part = notice && partOf(actor, notice, mine);
  const standing = notice && standingOf(notice, today);
  if (!notice || !part || !standing || !maySee(standing, part)) return refused('not_found');
  return done({ notice, standing, can: availableActions(notice, part, today) });
}

/** The notice behind an address, for whoever may see it; what one may not see is not there. */
export async function noticeFor(asking: Asking, ref: string): Promise<Outcome<SeenNotice, 'not_found'>> {
  const read = readRef(ref);
  if (!read) return refused('not_found');
  const [notice, mine] = await Promise.all([
    findNotice(asking.db, read.district, read.id),
    issuersOf(asking.db, asking.actor, asking.today),
  ]);
  return seen(notice, mine, asking);
}

/** The notice that a verb is to be done with, locked, if the actor may do it now. */
export async function noticeForVerb(
  write: Write,
  asking: Asking,
  ref: string,
  verb: NoticeVerb,
): Promise<Outcome<PlacedNotice, 'not_found' | 'forbidden' | 'not_now'>> {
  const read = readRef(ref);
  if (read?.district !== write.district) return refused('not_found');
  const mine = await issuersOf(write.tx, asking.actor, asking.today);
  const found = seen(await lockNotice(write.tx, read.district, read.id), mine, asking);
  if ('refused' in found) return found;
  const { notice, can } = found.done;
  if (can.includes(verb)) return done(notice);
  // Who may do nothing at all with it has no part in it; for everybody else it is the time that is wrong.
  return can.length > 0 || partOf(asking.actor, notice, mine) !== 'anybody' ? refused('not_now') : refused('forbidden');
}

/** As `noticeForVerb`, for the page with the verb's form. */
export async function noticeForForm(
  asking: Asking,
  ref: string,
  verb: NoticeVerb,
): Promise<Outcome<PlacedNotice, 'not_found' | 'forbidden'>> {
  const found = await noticeFor(asking, ref);
  if ('refused' in found) return found;
  return found.done.can.includes(verb) ? done(found.done.notice) : refused('forbidden');
}

const divisions: ReadonlySet<string> = new Set(['district', 'township', 'community']);

/** A place as people find it: 温馨苑3栋; of divisions their own name. */
function localName(line: readonly Place[], lang: Lang): string {
  const local = line.filter((place) => !divisions.has(place.kind));
  return addressOf(local.length > 0 ? local : line.slice(-1), lang);
}

/** A place as a link, by its local name. */
export function linkTo(line: readonly Place[], lang: Lang): PlaceLink {
  return { code: line.at(-1)?.code ?? '', name: localName(line, lang) };
}

/** The places above one as crumbs, itself left out. */
export function crumbsOf(line: readonly Place[], lang: Lang): PlaceLink[] {
  return line.slice(0, -1).map((place) => ({ code: place.code, name: placeName(place, lang) }));
}

/** Notices as lists show them; one query for the names of their places. */
export async function toLines(
  db: Reader,
  notices: readonly PlacedNotice[],
  { today, lang }: Pick<Context, 'today' | 'lang'>,
): Promise<NoticeLine[]> {
  const [first] = notices;
  if (!first) return [];
  const places = new Map(notices.map((notice) => [notice.placeId, { id: notice.placeId, path: notice.path }]));
  const lines = await linesOf(db, first.district, [...places.values()]);
  return notices.map((notice) => toLine(notice, lines.get(notice.placeId) ?? [], { today, lang }));
}

/** A notice as lists show it. @param line the places from the district down to its own. */
export function toLine(
  notice: PlacedNotice,
  line: readonly Place[],
  { today, lang }: Pick<Context, 'today' | 'lang'>,
): NoticeLine {
  return {
    ref: refOf(notice.district, notice.id),
    number: spokenNumber(notice),
    kind: notice.kind,
    title: notice.textHidden ? speak(words, lang)('without_title') : notice.title,
    place: linkTo(line, lang),
    group: { ref: refOf(notice.district, notice.groupId), name: notice.groupName },
    fromDay: notice.fromDay,
    lastDay: notice.lastDay,
    standing: standingOf(notice, today),
    pinned: notice.pinned,
  };
}

/** Where the actor lives today: for each home the line from the district down to what stands above its door. */
export async function homeLines({ db, actor, today }: Asking): Promise<Place[][]> {
  if (!actor) return [];
  const residences = await residencesOf(db, actor.district, [actor.personId]);
  const ids = residences
    .filter(({ livesHere, toDay }) => livesHere && (toDay === null || toDay > today))
    .map(({ dwellingId }) => dwellingId);
  const homes = await findPlaces(db, actor.district, [...new Set(ids)]);
  const lines = await linesOf(db, actor.district, homes);
  return homes.flatMap((home) => {
    const line = (lines.get(home.id) ?? []).slice(0, -1);
    return line.length > 0 ? [line] : [];
  });
}

/** The line of a place, from the district down; a dwelling has none, its notices are those of its entrance. */
export async function postedLine(db: Reader, place: Place): Promise<Place[]> {
  const line = await lineOf(db, place);
  return place.kind === 'dwelling' ? line.slice(0, -1) : line;
}
