import { z } from 'zod';
import { mayAt } from '../../kit/access.ts';
import { hrefOf } from '../../kit/href.ts';
import { refOf } from '../../kit/ids.ts';
import { done, type Outcome, refused } from '../../kit/outcome.ts';
import { type Context, page, verb } from '../../kit/route.ts';
import { actingPerson, helpProblem } from '../groups/index.ts';
import { listPeople, readPhone } from '../people/index.ts';
import {
  addressOf,
  districtOf,
  findPlace,
  findPlaceByCode,
  findPlaces,
  lineOf,
  linesOf,
  listChildren,
  type Place,
} from '../places/index.ts';
import { homeOf } from './desk.ts';
import { newInput, reportForm } from './input.ts';
import { factsOfKind, guessKind, type IssueKind, issueKinds } from './kind.ts';
import { type NewModel, newShows } from './models.ts';
import { newView } from './new-view.tsx';
import { words } from './page-words.ts';
import { addPhotos } from './photos.ts';
import { reportIssue } from './report.ts';
import { findSimilar } from './similar.ts';
import { findIssues } from './store.ts';
import { homeIdsOf, homePathsOf } from './ties.ts';
import { refusalWords } from './words.ts';

/** Kinds of place that have no desk which could settle anything. */
const tooWide: ReadonlySet<string> = new Set(['district', 'township']);
/** So many buildings are offered to choose from. */
const mostPlaces = 300;

type Choice = NewModel['places'][number];

const choiceOf = (line: readonly Place[], lang: Context['lang']): Choice => {
  const below = line.filter((place) => !tooWide.has(place.kind));
  const said = below.length > 1 ? below.slice(1) : below;
  return { value: line.at(-1)?.code ?? '', label: addressOf(said, lang) };
};

/** Every place on a line from the place itself up to its compound (or community), the nearest first. */
function upwards(line: readonly Place[], lang: Context['lang']): Choice[] {
  const home = homeOf(line);
  return line
    .map((place, at) => ({ place, choice: choiceOf(line.slice(0, at + 1), lang) }))
    .filter(({ place }) => !tooWide.has(place.kind) && place.path.length >= (home?.path.length ?? 0))
    .map(({ choice }) => choice)
    .reverse();
}

/** Where it may be about: the place of the QR code and around it, else one's homes. */
async function choicesFor(context: Context, place: Place | undefined): Promise<Choice[]> {
  const { db, lang, actor, today } = context;
  const found: Choice[] = [];
  if (place) {
    const line = await lineOf(db, place);
    found.push(...upwards(line, lang));
    if (place.kind === 'compound' || place.kind === 'community') {
      const children = await listChildren(db, place.district, place.id);
      found.push(...children.slice(0, mostPlaces).map((child) => choiceOf([...line, child], lang)));
    }
  } else if (actor) {
    const homes = await findPlaces(db, actor.district, await homeIdsOf(db, actor.district, actor.personId, today));
    const lines = await linesOf(db, actor.district, homes);
    // The building before one's own door: most matters are outside of it.
    const nearest = homes.flatMap((home) => upwards(lines.get(home.id) ?? [], lang));
    found.push(...nearest.filter((_, at) => at !== 0), ...nearest.slice(0, 1));
  }
  return [...new Map(found.map((choice) => [choice.value, choice])).values()];
}

/**
 * The place behind a code: what merged leads to where it went; a door that is neither one's own nor within one's reach
 * leads to its building, as everywhere.
 */
async function placeMeant(context: Pick<Context, 'db' | 'actor' | 'today'>, code: string): Promise<Place | undefined> {
  const { db, actor, today } = context;
  const found = await findPlaceByCode(db, code);
  const place = found?.mergedInto ? await findPlace(db, found.district, found.mergedInto) : found;
  if (place?.kind !== 'dwelling' || mayAt(actor, listPeople, place)) return place;
  const homes = actor?.district === place.district ? await homeIdsOf(db, place.district, actor.personId, today) : [];
  if (homes.includes(place.id)) return place;
  return (await lineOf(db, place)).findLast((above) => above.kind === 'building');
}

const isKind = (kind: string | undefined): kind is IssueKind => issueKinds.some((one) => one === kind);

async function loadNew(
  context: Context,
  asked: z.output<typeof newInput>,
): Promise<Outcome<NewModel, 'not_found' | 'moved'>> {
  const { db, lang, actor, now } = context;
  const place = asked.place === undefined ? undefined : await placeMeant(context, asked.place);
  const helped = asked.for === undefined ? undefined : await actingPerson(db, asked.for, context);
  if (helped && 'refused' in helped) return refused('not_found');
  const usable = place && !tooWide.has(place.kind) ? place : undefined;
  const isElsewhere = actor !== undefined && place !== undefined && actor.district !== place.district;
  const title = asked.title?.trim() ?? '';
  const guess = guessKind(title);
  const similar =
    usable && title !== '' ? await likely(context, usable, title, isKind(asked.kind) ? asked.kind : guess) : [];
  return done({
    places: await choicesFor(context, usable),
    as: !actor ? 'guest' : isElsewhere ? 'elsewhere' : helped ? 'helper' : 'self',
    for: helped ? { ref: asked.for ?? '', name: helped.done.person.name } : null,
    guess: guess ?? null,
    similar: similar.map((one) => ({
      ref: refOf(usable?.district ?? '', one.id),
      number: one.number,
      title: one.title,
      parties: one.parties,
      why: one.why.map((why) => words[why][lang]),
    })),
  });

  /** Likely the same matter on the board, with how many raised it. */
  async function likely({ db: reader }: Context, at: Place, said: string, kind: IssueKind | undefined) {
    const home = homeOf(await lineOf(reader, at));
    const homes =
      actor?.district === at.district ? await homePathsOf(reader, at.district, actor.personId, context.today) : [];
    const isNeighbour = home !== undefined && homes.some((path) => path.startsWith(home.path));
    const found = await findSimilar(
      reader,
      at.district,
      { title: said, kind, path: at.path, homePath: home?.path ?? at.path, now },
      isNeighbour ? 'neighbours' : 'public',
    );
    const issues = await findIssues(
      reader,
      at.district,
      found.map((one) => one.id),
    );
    // What is over cannot be joined; it would only keep somebody from speaking.
    return found.flatMap((one) => {
      const issue = issues.find(({ id }) => id === one.id);
      return issue && issue.endedAt === null ? [{ ...one, parties: issue.parties }] : [];
    });
  }
}

export const newPage = page({
  name: 'issues.new',
  path: '/issues/new',
  summary: { zh: '说件事', en: 'Report something' },
  may: 'anyone',
  input: newInput,
  words: refusalWords,
  shows: newShows,
  load: loadNew,
  view: newView,
});

export const reportVerb = verb({
  ...reportForm,
  summary: { zh: '反映一件事', en: 'Report an issue' },
  may: 'anyone',
  words: refusalWords,
  said: { zh: '收到了，谢谢您说出来。有进展就告诉您。', en: 'Received, thank you. You will be told how it goes on.' },
  page: ({ place, for: person, title, kind }) => ({ route: newPage, input: { place, for: person, title, kind } }),
  district: ({ place }) => districtOf(place),
  // By which channel it was told is only for whoever writes it down for another.
  channel: (input) => (input.for === undefined ? 'screen' : (input.channel ?? 'screen')),
  answers: z.object({ id: z.string(), number: z.string(), href: z.string() }),
  act: async (write, input, context) => {
    const { actor } = context;
    const place = await placeMeant({ ...context, db: write.tx }, input.place);
    if (place?.state !== 'active') return refused('not_there', { fields: { place: 'not_there' } });
    if (actor && actor.district !== place.district)
      return refused('other_district', { fields: { place: 'other_district' } });
    const kind = input.kind ?? guessKind(input.title) ?? 'other';
    const phone = input.phone === undefined ? undefined : readPhone(input.phone);
    if (phone && 'refused' in phone) return refused('phone_invalid', { fields: { phone: 'phone_invalid' } });
    if (!actor && kind !== 'hazard') return refused('account_needed', { fields: { kind: 'account_needed' } });
    let raiserId = actor?.personId ?? null;
    if (input.for !== undefined) {
      const helped = await actingPerson(write.tx, input.for, context);
      if ('refused' in helped) return refused('not_found');
      const problem = helpProblem(helped.done.acting, input);
      if (problem) return refused(problem, { fields: { consented: problem } });
      raiserId = helped.done.person.id;
    }
    // Whoever needs help in confidence is not asked whether a neighbour said so before.
    if (input.sure === undefined && !factsOfKind(kind).restricted) {
      const model = await loadNew({ ...context, db: write.tx }, { place: input.place, title: input.title, kind });
      if ('done' in model && model.done.similar.length > 0) return refused('similar_there');
    }
    const reported = await reportIssue(write, {
      place,
      kind,
      urgency: input.urgency,
      visibility: input.visibility,
      title: input.title,
      note: input.note,
      raiserId,
      caller: phone && input.name !== undefined && !actor ? { name: input.name, phone: phone.phone } : undefined,
      helperId: input.for !== undefined && raiserId !== actor?.personId ? actor?.personId : undefined,
    });
    if ('refused' in reported) return reported;
    const { id, number } = reported.done;
    const photos = await addPhotos(write, id, 'before', input.photos);
    if ('refused' in photos) return photos;
    // Without an account there is nothing of one's own to come back to.
    const href = actor
      ? hrefOf('/issues/{ref}', { ref: refOf(write.district, id) })
      : hrefOf('/places/{code}', { code: place.code });
    return done({ id, number, href });
  },
  next: ({ href }) => href,
});
