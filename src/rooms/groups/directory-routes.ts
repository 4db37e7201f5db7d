import { mayAt, reach } from '../../kit/access.ts';
import { done, refused } from '../../kit/outcome.ts';
import { pagesOf, sliceOf } from '../../kit/paging.ts';
import { type Context, page } from '../../kit/route.ts';
import { maskName } from '../people/index.ts';
import { addressOf, type Place } from '../places/index.ts';
import { loadChart } from './chart.ts';
import { chartView, listView, nearView, partnersView } from './directory-views.tsx';
import { groupSheet, nearSheet } from './group-sheets.ts';
import { chartInput, listInput, nearInput, partnersInput } from './input.ts';
import { groupKinds, type Party, parties } from './kind.ts';
import { chartShows, type GroupRow, listShows, nearShows, partnersShows, type ShownModel } from './models.ts';
import { groupsNear, membersNear, type ShownMember } from './near.ts';
import { refusalWords } from './refusal-words.ts';
import { editGroups, foundableKinds } from './rules.ts';
import { linksToPlaces, linkToGroup, linkToPlace, placesBelow, viewpoint } from './standing.ts';
import { countGroups, type ListedGroup, listGroups } from './store.ts';
import { type Match, matchNeed, matchWord } from './talent.ts';
import { holdersOf } from './term-store.ts';
import { words } from './words.ts';

const said = { ...words, ...refusalWords };

/** Groups as rows, each with its place named. */
async function toRows(context: Context, groups: readonly ListedGroup[]): Promise<GroupRow[]> {
  const [first] = groups;
  if (!first) return [];
  const places = groups.map((group) => ({ id: group.placeId, path: group.placePath }));
  const links = await linksToPlaces(context.db, first.district, places, context.lang);
  return groups.flatMap((group) => {
    const place = links.get(group.placeId);
    const { variety, party, summary, contact, members, foundedOn } = group;
    return place ? [{ ...linkToGroup(group), variety, party, summary, contact, place, members, foundedOn }] : [];
  });
}

/** A member who shows themselves, with no more of the name than they let be seen. */
export function toShown(member: ShownMember, context: Pick<Context, 'lang'>): ShownModel {
  const { name, shows, backbone, building, talents, services } = member;
  const address =
    building &&
    addressOf(
      [
        { kind: 'compound', name: building.compound },
        { kind: 'building', name: building.name },
      ],
      context.lang,
    );
  return {
    name: shows === 'full' ? name : maskName(name),
    backbone,
    building: building && { code: building.code, name: address ?? '' },
    talents: [...talents],
    services: [...services],
  };
}

export const listPage = page({
  name: 'groups.list',
  path: '/groups',
  summary: { zh: '组织和队伍名录', en: 'Directory of groups' },
  may: 'anyone',
  input: listInput,
  words: said,
  shows: listShows,
  load: async (context, { place: code, kind, q = '', page: number }) => {
    const seen = await viewpoint(context, code);
    if ('refused' in seen) return seen;
    const place = seen.done?.place;
    const below = await placesBelow(context, place);
    const filter = { words: q };
    const counts = place ? await countGroups(context.db, place, filter) : [];
    const kinds = groupKinds.flatMap((one) => {
      const n = counts.filter((row) => row.kind === one).reduce((sum, row) => sum + row.n, 0);
      return n > 0 ? [{ kind: one, n }] : [];
    });
    const total = kinds.filter((row) => kind === undefined || row.kind === kind).reduce((sum, row) => sum + row.n, 0);
    const groups = place
      ? await listGroups(context.db, place, { ...filter, kinds: kind && [kind] }, sliceOf(context, number))
      : [];
    return done({
      place: place ? linkToPlace(place, context.lang) : null,
      line: (seen.done?.line ?? []).slice(0, -1).map((above) => linkToPlace(above, context.lang)),
      below,
      kind: kind ?? null,
      q,
      kinds,
      groups: await toRows(context, groups),
      ...pagesOf(number, total),
      acts: actsAt(context, place),
    });
  },
  view: listView,
  sheets: (model, face) => [groupSheet(model.place?.name ?? '', model.groups, face.lang)],
});

function actsAt(context: Context, place: Place | undefined): { found: boolean; terms: boolean; rules: boolean } {
  const edits = place !== undefined && mayAt(context.actor, editGroups, place);
  return {
    found: place !== undefined && foundableKinds(context.actor, place).length > 0,
    terms: reach(context.actor, editGroups).length > 0,
    rules: edits && place.kind === 'district',
  };
}

export const nearPage = page({
  name: 'groups.near',
  path: '/near',
  summary: { zh: '看得见、找得到：身边谁能帮忙', en: 'Who near me can help' },
  may: 'anyone',
  input: nearInput,
  words: said,
  shows: nearShows,
  load: async (context, { place: code, need, q, page: number }) => {
    const seen = await viewpoint(context, code);
    if ('refused' in seen) return seen;
    const from = seen.done;
    const match: Match[] = [...(need ? [matchNeed(need)] : []), ...(q ? [matchWord(q)] : [])];
    const { district } = from?.place ?? { district: '' };
    const [found, near] = from
      ? await Promise.all([
          membersNear(context.db, district, from.line, match, context.today, sliceOf(context, number)),
          groupsNear(context.db, district, from.line, match),
        ])
      : [{ members: [], total: 0 }, []];
    const links = await linksToPlaces(
      context.db,
      district,
      near.map((group) => ({ id: group.placeId, path: group.placePath })),
      context.lang,
    );
    return done({
      place: from ? linkToPlace(from.place, context.lang) : null,
      line: (from?.line ?? []).slice(0, -1).map((above) => linkToPlace(above, context.lang)),
      below: await placesBelow(context, from?.place),
      need: need ?? null,
      q: q ?? '',
      people: found.members.map((member) => ({
        ...toShown(member, context),
        distance: member.distance,
        groups: member.groups.map((group) => linkToGroup({ district, ...group })),
      })),
      groups: near.flatMap((group) => {
        const place = links.get(group.placeId);
        const { summary, contact, distance, members, able } = group;
        return place
          ? [{ ...linkToGroup({ district, ...group }), summary, contact, place, distance, members, able }]
          : [];
      }),
      ...pagesOf(number, found.total),
    });
  },
  view: nearView,
  sheets: nearSheet,
});

export const partnersPage = page({
  name: 'groups.partners',
  path: '/partners',
  summary: { zh: '五社联动名册', en: 'Register of the five parties' },
  may: 'anyone',
  input: partnersInput,
  words: said,
  shows: partnersShows,
  load: async (context, { place: code, party, page: number }) => {
    const seen = await viewpoint(context, code);
    if ('refused' in seen) return seen;
    const place = seen.done?.place;
    const counted = place ? await countGroups(context.db, place, {}) : [];
    const countOf = (one: Party): number =>
      counted.filter((row) => row.party === one).reduce((sum, row) => sum + row.n, 0);
    const groups = place ? await listGroups(context.db, place, { party }, sliceOf(context, number)) : [];
    return done({
      place: place ? linkToPlace(place, context.lang) : null,
      line: (seen.done?.line ?? []).slice(0, -1).map((above) => linkToPlace(above, context.lang)),
      below: await placesBelow(context, place),
      party,
      counts: parties.map((one) => ({ party: one, n: countOf(one) })),
      groups: await toRows(context, groups),
      ...pagesOf(number, countOf(party)),
      acts: { found: actsAt(context, place).found },
    });
  },
  view: partnersView,
  sheets: (model, face) => [groupSheet(words[`party_${model.party}`][face.lang], model.groups, face.lang)],
});

export const chartPage = page({
  name: 'groups.organisation',
  path: '/places/{code}/organisation',
  summary: { zh: '一个地方的组织架构', en: 'Organisation chart of a place' },
  may: 'anyone',
  input: chartInput,
  words: said,
  shows: chartShows,
  load: async (context, { code }) => {
    const seen = await viewpoint(context, code);
    if ('refused' in seen) return seen;
    if (!seen.done) return refused('not_found');
    const { place, line } = seen.done;
    const chart = await loadChart(context.db, place);
    const ids = chart.nodes.map((node) => node.id);
    const holders = await holdersOf(context.db, place.district, ids, context.today);
    const links = await linksToPlaces(
      context.db,
      place.district,
      chart.nodes.map((node) => ({ id: node.placeId, path: node.path })),
      context.lang,
    );
    const { district } = place;
    const refs = new Map(chart.nodes.map((node) => [node.id, linkToGroup({ district, ...node }).ref]));
    return done({
      place: linkToPlace(place, context.lang),
      line: line.slice(0, -1).map((above) => linkToPlace(above, context.lang)),
      nodes: chart.nodes.flatMap((node) => {
        const at = links.get(node.placeId);
        if (!at) return [];
        const heads = (holders.get(node.id) ?? []).filter((term) => leading.has(term.office));
        return [
          {
            ...linkToGroup({ district, ...node }),
            parent: node.parentId === null ? null : (refs.get(node.parentId) ?? null),
            place: at,
            members: node.members,
            leaders: heads.map((term) => ({ office: term.office, name: term.name })),
            hidden: node.hidden,
          },
        ];
      }),
      total: chart.total,
      depth: chart.depth,
      isCut: chart.total > chart.nodes.length,
    });
  },
  view: chartView,
  sheets: (model, face) => [groupSheet(model.place.name, model.nodes, face.lang)],
});

const leading: ReadonlySet<string> = new Set(['chair', 'vice_chair', 'leader', 'deputy']);
