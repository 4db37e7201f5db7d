import { z } from 'zod';
import { mayAt, reach } from '../../kit/access.ts';
import { daysBetween } from '../../kit/clock.ts';
import { hrefOf } from '../../kit/href.ts';
import { done, type Outcome, refused } from '../../kit/outcome.ts';
import { pagesOf, sliceOf } from '../../kit/paging.ts';
import { type Context, page, verb } from '../../kit/route.ts';
import { districtOf, findPlaceByCode, type Place, placeKinds } from '../places/index.ts';
import type { PlacedGroup } from './group.ts';
import { officeSheet, termSheet } from './group-sheets.ts';
import {
  appointForm,
  electedOffices,
  electForm,
  endTermForm,
  officesInput,
  ruleForm,
  rulesInput,
  termsInput,
} from './input.ts';
import { factsOf, groupKinds, type Office, officesOf } from './kind.ts';
import { officesShows, rulesShows, termsShows } from './models.ts';
import { findNamed, readNames } from './names.ts';
import { officesView, rulesView, termsView } from './office-views.tsx';
import { appoint, endTerm, holdElection } from './offices.ts';
import { refusalWords } from './refusal-words.ts';
import { editGroups, endTermReasons, groupActs, holdsOn, termState } from './rules.ts';
import { completeRule, readOwnRules, readRule, ruleFor, setRule } from './settings.ts';
import { linksToPlaces, linkToGroup, linkToPlace, type SeenGroup, seenGroup } from './standing.ts';
import { electionsOf, expiringTerms, findTerm, termsOf } from './term-store.ts';
import { words } from './words.ts';

const said = { ...words, ...refusalWords };

/** The group, if it is there and the actor fills its offices. */
async function editableGroup(
  db: Context['db'],
  ref: string,
  context: Context,
): Promise<Outcome<SeenGroup, 'not_found' | 'forbidden'>> {
  const seen = await seenGroup(db, ref, context);
  if ('refused' in seen) return seen;
  return seen.done.stand.edits ? seen : refused('forbidden');
}

export const officesPage = page({
  name: 'groups.offices',
  path: '/groups/{ref}/offices',
  summary: { zh: '一个组织的任职和选举', en: 'Offices and elections of a group' },
  may: 'signed_in',
  input: officesInput,
  words: said,
  shows: officesShows,
  load: async (context, { ref, term: ending }) => {
    const seen = await editableGroup(context.db, ref, context);
    if ('refused' in seen) return refused('not_found');
    const { group, stand } = seen.done;
    const { db, today } = context;
    const [rule, terms, elections] = await Promise.all([
      readRule(db, group.district, group.kind, group.placeKind),
      termsOf(db, group),
      electionsOf(db, group),
    ]);
    const running = terms.filter((term) => holdsOn(term, today));
    const acts = groupActs(group, stand);
    const open = terms.find((term) => term.id === ending);
    const reasons = open && acts.endTerm ? endTermReasons(termState(open, today), { edits: true, holds: false }) : [];
    return done({
      group: linkToGroup(group),
      offices: officesOf(group.kind).flatMap((office) => {
        const numbers = rule.offices[office];
        return numbers ? [{ office, ...numbers, held: running.filter((term) => term.office === office).length }] : [];
      }),
      termMonths: rule.termMonths,
      terms: terms.map(({ id, office, name, how, fromDay, untilDay, endedOn, endReason, ...term }) => ({
        id,
        office,
        name,
        how,
        fromDay,
        untilDay: endedOn ?? untilDay,
        state: termState({ ...term, fromDay, untilDay, endedOn }, today),
        endReason,
      })),
      elections: elections.map(({ heldOn, entitled, tookPart, note }) => ({ heldOn, entitled, tookPart, note })),
      ending: open && reasons.length > 0 ? { id: open.id, reasons: [...reasons] } : null,
      acts: {
        describe: acts.describe,
        appoint: acts.appoint,
        elect: acts.elect,
        endTerm: acts.endTerm,
        members: acts.seeMembers,
      },
    });
  },
  view: officesView,
  sheets: officeSheet,
});

const onOfficesPage = {
  may: 'signed_in',
  words: said,
  page: (raw: Readonly<Record<string, unknown>>) => ({ route: officesPage, input: { ref: raw.ref, term: raw.termId } }),
  district: ({ ref }: { readonly ref: string }) => ref.slice(0, 6),
  next: (_: unknown, { ref }: { readonly ref: string }) => hrefOf(officesPage.path, { ref }),
};

/** The persons typed into a box, or what is wrong with the box. */
async function named(
  db: Context['db'],
  group: PlacedGroup,
  typed: readonly string[],
  field: string,
): Promise<Outcome<readonly string[]>> {
  const read = await findNamed(db, group, typed);
  if ('personIds' in read) return done(read.personIds);
  return refused(read.problem, { fields: { [field]: read.problem }, detail: { name: read.name } });
}

export const appointVerb = verb({
  ...onOfficesPage,
  ...appointForm,
  summary: { zh: '任命一个职务', en: 'Appoint somebody to an office' },
  said: words.appoint_said,
  answers: z.object({ termId: z.string() }),
  act: async (write, { ref, office, person, fromDay, untilDay }, context) => {
    const seen = await editableGroup(write.tx, ref, context);
    if ('refused' in seen) return seen;
    const { group } = seen.done;
    const found = await named(write.tx, group, [person], 'person');
    if ('refused' in found) return found;
    return appoint(write, { group, personId: found.done[0] ?? '', office, fromDay, untilDay });
  },
});

export const electVerb = verb({
  ...onOfficesPage,
  ...electForm,
  summary: { zh: '登记选举结果', en: 'Record an election' },
  said: words.elect_said,
  answers: z.object({ electionId: z.string(), elected: z.int() }),
  act: async (write, { ref, byElection, ...input }, context) => {
    const seen = await editableGroup(write.tx, ref, context);
    if ('refused' in seen) return seen;
    const { group } = seen.done;
    const elected: { office: Office; personId: string }[] = [];
    for (const office of electedOffices) {
      const typed = readNames(input[office] ?? '');
      if (typed.length === 0) continue;
      const found = await named(write.tx, group, typed, office);
      if ('refused' in found) return found;
      elected.push(...found.done.map((personId) => ({ office, personId })));
    }
    const { heldOn, entitled, tookPart, fromDay, untilDay, note } = input;
    return holdElection(write, {
      group,
      heldOn,
      entitled,
      tookPart,
      fromDay,
      untilDay,
      note,
      replaces: !byElection,
      elected,
    });
  },
});

export const endTermVerb = verb({
  ...onOfficesPage,
  ...endTermForm,
  summary: { zh: '结束一个任期，或辞去自己的职务', en: 'End a term of office, or resign one’s own' },
  said: words.end_term_said,
  answers: z.object({ termId: z.string(), resigned: z.boolean() }),
  act: async (write, { ref, termId, reason, on }, context) => {
    const seen = await seenGroup(write.tx, ref, context);
    if ('refused' in seen) return seen;
    const { group, stand } = seen.done;
    const term = await findTerm(write.tx, write.district, termId);
    if (!term || term.groupId !== group.id) return refused('not_found');
    const by = { edits: stand.edits, holds: context.actor?.personId === term.personId };
    const outcome = await endTerm(write, { group, term, reason, on, by });
    return 'refused' in outcome ? outcome : done({ termId, resigned: by.holds && !by.edits });
  },
  // Whoever resigned cannot see the page on which offices are kept.
  next: ({ resigned }, { ref }) => (resigned ? '/me/groups' : hrefOf(officesPage.path, { ref })),
});

export const termsPage = page({
  name: 'groups.terms',
  path: '/groups/terms',
  summary: { zh: '任期将满的职务', en: 'Terms of office that end soon' },
  may: editGroups,
  input: termsInput,
  words: said,
  shows: termsShows,
  load: async (context, { place: code, expiring, page: number }) => {
    const { db, actor, today, lang } = context;
    if (!actor) return refused('not_found');
    const place = await findPlaceByCode(db, code ?? actor.district);
    if (!place || place.district !== actor.district) return refused('not_found');
    const reached = reach(actor, editGroups);
    // The part of the place that one may see: all of it, or what one reaches inside of it.
    const paths = reached.some((path) => place.path.startsWith(path))
      ? [place.path]
      : reached.filter((path) => path.startsWith(place.path));
    const { terms, total } = await expiringTerms(db, place.district, paths, today, expiring, sliceOf(context, number));
    const links = await linksToPlaces(
      db,
      place.district,
      terms.map((term) => ({ id: term.placeId, path: term.path })),
      lang,
    );
    return done({
      place: linkToPlace(place, lang),
      expiring,
      terms: terms.flatMap((term) => {
        const at = links.get(term.placeId);
        const untilDay = term.untilDay ?? today;
        const group = linkToGroup({ district: term.district, id: term.groupId, name: term.groupName, kind: term.kind });
        return at
          ? [
              {
                group,
                place: at,
                office: term.office,
                name: term.name,
                fromDay: term.fromDay,
                untilDay,
                daysLeft: daysBetween(today, untilDay),
              },
            ]
          : [];
      }),
      ...pagesOf(number, total),
    });
  },
  view: termsView,
  sheets: termSheet,
});

/** The district of this code, where the actor sets its rules. */
async function ruledDistrict(db: Context['db'], code: string, context: Context): Promise<Outcome<Place, 'not_found'>> {
  const place = await findPlaceByCode(db, code);
  return place?.kind === 'district' && mayAt(context.actor, editGroups, place) ? done(place) : refused('not_found');
}

export const rulesPage = page({
  name: 'groups.rules',
  path: '/places/{code}/group-rules',
  summary: { zh: '本区县的职数和任期', en: 'Numbers and terms of office of a district' },
  may: editGroups,
  input: rulesInput,
  words: said,
  shows: rulesShows,
  load: async (context, { code, kind, at }) => {
    const found = await ruledDistrict(context.db, code, context);
    if ('refused' in found) return found;
    const own = await readOwnRules(context.db, found.done.district);
    const rules = groupKinds.flatMap((one) =>
      placeKinds
        .filter((place) => place in factsOf(one).at)
        .map((place) => {
          const rule = ruleFor(own, one, place);
          const numbers = officesOf(one).flatMap((office) => {
            const known = rule.offices[office];
            return known ? [{ office, ...known }] : [];
          });
          return {
            kind: one,
            at: place,
            termMonths: rule.termMonths,
            offices: numbers,
            isOwn: `${one}.${place}` in own,
          };
        }),
    );
    return done({
      place: linkToPlace(found.done, context.lang),
      rules,
      open: rules.some((rule) => rule.kind === kind && rule.at === at) ? `${kind}.${at}` : null,
    });
  },
  view: rulesView,
});

export const ruleVerb = verb({
  ...ruleForm,
  summary: { zh: '设定职数和任期', en: 'Set numbers and terms of office' },
  may: editGroups,
  words: said,
  said: words.set_rule_said,
  page: (raw) => ({ route: rulesPage, input: { code: raw.code, kind: raw.kind, at: raw.at } }),
  district: ({ code }) => districtOf(code),
  answers: z.object({ kind: z.string(), at: z.string() }),
  act: async (write, { code, kind, at, termMonths, usual, ...numbers }, context) => {
    const found = await ruledDistrict(write.tx, code, context);
    if ('refused' in found) return found;
    const offices = Object.fromEntries(
      officesOf(kind).map((office) => {
        const [min, max] = [numbers[`${office}_min`], numbers[`${office}_max`]];
        return [office, { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) }];
      }),
    );
    const rule = usual ? null : completeRule(kind, at, { termMonths: termMonths ?? null, offices });
    return setRule(write, { place: found.done, kind, at, rule });
  },
  next: (_, { code }) => hrefOf(rulesPage.path, { code }),
});
