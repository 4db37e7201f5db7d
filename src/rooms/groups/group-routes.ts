import { z } from 'zod';
import { hrefOf } from '../../kit/href.ts';
import { readRef, refOf } from '../../kit/ids.ts';
import { done, type Outcome, refused } from '../../kit/outcome.ts';
import { pagesOf, sliceOf } from '../../kit/paging.ts';
import { type Context, page, verb } from '../../kit/route.ts';
import type { Person } from '../people/index.ts';
import { districtOf, findPlaceByCode, lineOf, type Place } from '../places/index.ts';
import { actingPerson } from './acting.ts';
import { toShown } from './directory-routes.ts';
import { describeGroup, dissolveGroup, foundGroup } from './found.ts';
import type { PlacedGroup } from './group.ts';
import { shownSheet } from './group-sheets.ts';
import { editView, newView, showView } from './group-views.tsx';
import { describeForm, dissolveForm, foundForm, groupInput, newInput, showInput } from './input.ts';
import { factsOf, type GroupKind, officesOf } from './kind.ts';
import { countMembers, openMembership } from './member-store.ts';
import { editShows, newShows, type ShowModel, showShows } from './models.ts';
import { shownMembersOf } from './near.ts';
import { refusalWords } from './refusal-words.ts';
import { foundableKinds, groupActs, membershipActs, vacancies } from './rules.ts';
import { readRule } from './settings.ts';
import { linksToPlaces, linkToGroup, linkToPlace, type SeenGroup, seenGroup } from './standing.ts';
import { findGroup, listChildGroups, possibleParents } from './store.ts';
import { electionsOf, holdersOf, type NamedTerm } from './term-store.ts';
import { words } from './words.ts';

const said = { ...words, ...refusalWords };
/** Staff of an office are many: so many names are shown, the others counted. */
const mostNames = 30;

export const showPage = page({
  name: 'groups.show',
  path: '/groups/{ref}',
  summary: { zh: '一个组织：职务、愿意露面的成员', en: 'A group: its offices and the members who show themselves' },
  may: 'anyone',
  input: showInput,
  words: said,
  shows: showShows,
  load: async (context, { ref, person, page: number }) => {
    const seen = await seenGroup(context.db, ref, context);
    if ('refused' in seen) return seen;
    const acting = person === undefined ? undefined : await actingPerson(context.db, person, context);
    if (acting && 'refused' in acting) return acting;
    return done(await showModel(context, seen.done, acting?.done.person, number));
  },
  view: showView,
  sheets: shownSheet,
});

async function showModel(
  context: Context,
  { group, stand, mine: myOwn }: SeenGroup,
  person: Person | undefined,
  number: number,
): Promise<ShowModel> {
  const { db, today, lang, actor } = context;
  const { district } = group;
  const facts = factsOf(group.kind);
  const place = { district, path: group.path };
  const [line, parent, children, holders, rule, elections, counts, shown] = await Promise.all([
    lineOf(db, place),
    group.parentId ? findGroup(db, district, group.parentId) : undefined,
    listChildGroups(db, group),
    holdersOf(db, district, [group.id], today),
    readRule(db, district, group.kind, group.placeKind),
    electionsOf(db, group),
    countMembers(db, group),
    shownMembersOf(db, group, today, sliceOf(context, number)),
  ]);
  const visible = children.filter((child) => stand.edits || child.listed);
  const links = await linksToPlaces(
    db,
    district,
    visible.map((child) => ({ id: child.placeId, path: child.placePath })),
    lang,
  );
  const acts = groupActs(group, stand);
  const isOther = person !== undefined && person.id !== actor?.personId;
  const mine = isOther ? await openMembership(db, district, group.id, person.id) : myOwn;
  const help = isOther ? { person: refOf(district, person.id), name: person.name } : null;
  const self = { self: actor?.district === district, leaders: false };
  const own = line.at(-1);
  if (!own) throw new Error(`No place of group ${group.id}`);
  return {
    group: {
      ...linkToGroup(group),
      variety: group.variety,
      party: group.party,
      summary: group.summary,
      contact: group.contact,
      foundedOn: group.foundedOn,
      dissolvedOn: group.dissolvedOn,
      listed: group.listed,
    },
    place: linkToPlace(own, lang),
    line: line.slice(0, -1).map((above) => linkToPlace(above, lang)),
    parent: parent && (parent.listed || stand.edits) ? linkToGroup(parent) : null,
    children: visible.flatMap((child) => {
      const at = links.get(child.placeId);
      return at ? [{ ...linkToGroup(child), place: at, members: child.members }] : [];
    }),
    offices: officesOf(group.kind).map((office) => {
      const held = (holders.get(group.id) ?? []).filter((term) => term.office === office);
      return {
        office,
        holders: held.slice(0, mostNames).map(toHolder),
        held: held.length,
        vacant: acts.appoint ? vacancies(rule, office, held.length) : null,
      };
    }),
    election: elections[0]
      ? { heldOn: elections[0].heldOn, entitled: elections[0].entitled, tookPart: elections[0].tookPart }
      : null,
    hasMembers: facts.hasMembers,
    counts: { active: counts.active, backbone: counts.backbone },
    members: shown.members.map((member) => toShown(member, context)),
    ...pagesOf(number, shown.total),
    mine: mine ? { state: mine.state, membership: refOf(district, mine.id) } : null,
    help,
    acts: {
      join: mine === undefined && membershipActs('none', group, self).includes('apply'),
      describe: acts.describe,
      offices: stand.edits,
      members: acts.seeMembers,
    },
  };
}

function toHolder({ name, fromDay, untilDay, endedOn }: NamedTerm): {
  name: string;
  fromDay: string;
  untilDay: string | null;
} {
  return { name, fromDay, untilDay: endedOn ?? untilDay };
}

/** A place with the kinds of group that the actor may found there. */
async function foundingPlace(
  db: Context['db'],
  code: string,
  context: Context,
): Promise<Outcome<{ place: Place; kinds: GroupKind[] }, 'not_found'>> {
  const place = await findPlaceByCode(db, code);
  const kinds = place ? foundableKinds(context.actor, place) : [];
  return place && kinds.length > 0 ? done({ place, kinds }) : refused('not_found');
}

export const newPage = page({
  name: 'groups.new',
  path: '/places/{code}/groups/new',
  summary: { zh: '登记一个组织的表单', en: 'Form to register a group' },
  may: 'signed_in',
  input: newInput,
  words: said,
  shows: newShows,
  load: async (context, { code, kind }) => {
    const found = await foundingPlace(context.db, code, context);
    if ('refused' in found) return found;
    const { place, kinds } = found.done;
    const chosen = kind && kinds.includes(kind) ? kind : null;
    const [line, parents] = await Promise.all([
      lineOf(context.db, place),
      chosen ? possibleParents(context.db, place, factsOf(chosen).parents) : [],
    ]);
    return done({
      place: linkToPlace(place, context.lang),
      line: line.slice(0, -1).map((above) => linkToPlace(above, context.lang)),
      kinds,
      kind: chosen,
      parents: parents.map(linkToGroup),
    });
  },
  view: newView,
});

/** The group behind a ref of the same district, to be a parent; undefined when it is none. */
async function parentOf(db: Context['db'], district: string, ref: string): Promise<PlacedGroup | undefined> {
  const read = readRef(ref);
  return read?.district === district ? findGroup(db, district, read.id) : undefined;
}

export const foundVerb = verb({
  ...foundForm,
  summary: { zh: '登记一个组织', en: 'Found a group' },
  may: 'signed_in',
  words: said,
  said: words.found_said,
  page: (raw) => ({ route: newPage, input: { code: raw.code, kind: raw.kind } }),
  district: ({ code }) => districtOf(code),
  answers: z.object({ ref: z.string() }),
  act: async (write, { code, parent: parentRef, ...input }, context) => {
    const found = await foundingPlace(write.tx, code, context);
    if ('refused' in found) return found;
    const { place, kinds } = found.done;
    if (!kinds.includes(input.kind)) {
      const wrong = place.kind in factsOf(input.kind).at ? 'forbidden' : 'wrong_place';
      return refused(wrong, { fields: { kind: wrong } });
    }
    if (input.kind === 'team' && input.variety === undefined)
      return refused('variety_needed', { fields: { variety: 'variety_needed' } });
    const parent = parentRef === undefined ? undefined : await parentOf(write.tx, write.district, parentRef);
    if (parentRef !== undefined && !parent) return refused('wrong_parent', { fields: { parent: 'wrong_parent' } });
    const outcome = await foundGroup(write, { ...input, place, parent });
    return 'refused' in outcome ? outcome : done({ ref: refOf(write.district, outcome.done.id) });
  },
  next: ({ ref }) => hrefOf(showPage.path, { ref }),
});

export const editPage = page({
  name: 'groups.edit',
  path: '/groups/{ref}/edit',
  summary: { zh: '维护一个组织的介绍', en: 'Maintain what a group says of itself' },
  may: 'signed_in',
  input: groupInput,
  words: said,
  shows: editShows,
  load: async (context, { ref }) => {
    const seen = await seenGroup(context.db, ref, context);
    if ('refused' in seen) return seen;
    const { group, stand } = seen.done;
    const acts = groupActs(group, stand);
    if (!acts.describe) return refused('not_found');
    const parents = await possibleParents(
      context.db,
      { district: group.district, path: group.path },
      factsOf(group.kind).parents,
    );
    const { summary, contact, party, listed, parentId } = group;
    return done({
      group: {
        ...linkToGroup(group),
        summary,
        contact,
        party,
        listed,
        parent: parentId && refOf(group.district, parentId),
      },
      parents: parents.filter((parent) => parent.id !== group.id).map(linkToGroup),
      acts: { describe: acts.describe, dissolve: acts.dissolve, offices: stand.edits, members: acts.seeMembers },
    });
  },
  view: editView,
});

const onEditPage = {
  may: 'signed_in',
  words: said,
  page: (raw: Readonly<Record<string, unknown>>) => ({ route: editPage, input: { ref: raw.ref } }),
  answers: z.object({ ref: z.string() }),
  district: ({ ref }: { readonly ref: string }) => ref.slice(0, 6),
  next: ({ ref }: { readonly ref: string }) => hrefOf(showPage.path, { ref }),
};

export const describeVerb = verb({
  ...onEditPage,
  ...describeForm,
  summary: { zh: '修改组织介绍', en: 'Change what a group says of itself' },
  said: words.describe_said,
  act: async (write, { ref, name, summary = '', contact = '', party = null, parent, unlisted }, context) => {
    const seen = await seenGroup(write.tx, ref, context);
    if ('refused' in seen) return seen;
    const { group, stand } = seen.done;
    if (!groupActs(group, stand).describe) return refused(group.dissolvedOn ? 'dissolved' : 'forbidden');
    // Leaders describe their group; where it belongs and whether it is listed is for those who keep groups.
    const kept = { party: group.party, listed: group.listed, parentId: group.parentId };
    const chosen = { party, listed: !unlisted, parentId: parent === undefined ? null : (readRef(parent)?.id ?? null) };
    const to = { name: stand.edits ? name : group.name, summary, contact, ...(stand.edits ? chosen : kept) };
    const outcome = await describeGroup(write, { group, to });
    return 'refused' in outcome ? outcome : done({ ref });
  },
});

export const dissolveVerb = verb({
  ...onEditPage,
  ...dissolveForm,
  summary: { zh: '撤销一个组织', en: 'Dissolve a group' },
  said: words.dissolve_said,
  act: async (write, { ref }, context) => {
    const seen = await seenGroup(write.tx, ref, context);
    if ('refused' in seen) return seen;
    if (!seen.done.stand.edits) return refused('forbidden');
    const outcome = await dissolveGroup(write, { group: seen.done.group });
    return 'refused' in outcome ? outcome : done({ ref });
  },
});
