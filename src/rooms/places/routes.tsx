import { z } from 'zod';
import { mayAt } from '../../kit/access.ts';
import { hrefOf } from '../../kit/href.ts';
import { done, type Outcome, refused } from '../../kit/outcome.ts';
import { type Context, page, type Route, verb } from '../../kit/route.ts';
import { addPlace, mergePlaces, renumberPlace, splitPlace, undoPlaceChange } from './actions.ts';
import { listChanges } from './changes.ts';
import { findByWords } from './find.ts';
import {
  addForm,
  closeZoneForm,
  findInput,
  mergeForm,
  onePlace,
  renumberForm,
  splitForm,
  undoForm,
  zoneForm,
} from './input.ts';
import { editShows, findShows, type placeLink, posterShows } from './models.ts';
import { addressOf, childKinds, districtOf, type Place, placeName } from './place.ts';
import { editPlaces, placeActs } from './rules.ts';
import { findPlaceByCode, getPlace, lineOf, listChildren } from './store.ts';
import { editView, findView, posterView } from './views.tsx';
import { words } from './words.ts';
import { closeZone, drawZone, fitsInto, listZones } from './zones.ts';

/** A place as a link, named in the reader's language. */
function linkTo(place: Place, context: Pick<Context, 'lang'>): z.output<typeof placeLink> {
  return { code: place.code, kind: place.kind, name: placeName(place, context.lang) };
}

/** The place, if it is there and the actor may edit it. */
async function editable(context: Context, code: string): Promise<Outcome<Place, 'not_found' | 'forbidden'>> {
  const place = await findPlaceByCode(context.db, code);
  if (!place) return refused('not_found');
  return mayAt(context.actor, editPlaces, place) ? done(place) : refused('not_found');
}

const findPlacePage = page({
  name: 'places.find',
  path: '/places',
  summary: { zh: '按名称或地址找地方', en: 'Find a place by its name or address' },
  may: 'anyone',
  input: findInput,
  words,
  shows: findShows,
  load: async (context, { q = '' }) => {
    const { places, isAmbiguous } = await findByWords(context.db, q, context.actor);
    return done({
      q,
      isAmbiguous,
      found: places.map(({ place, line }) => ({ ...linkTo(place, context), address: addressOf(line, context.lang) })),
    });
  },
  view: findView,
});

const posterPage = page({
  name: 'places.poster',
  path: '/places/{code}/poster',
  summary: { zh: '可以打印贴在门口的二维码', en: 'A QR code to print for the door' },
  may: 'anyone',
  input: onePlace,
  words,
  shows: posterShows,
  load: async (context, { code }) => {
    const place = await findPlaceByCode(context.db, code);
    // A dwelling's page is nobody's to advertise.
    if (!place || place.kind === 'dwelling') return refused('not_found');
    if (place.mergedInto) {
      const kept = await getPlace(context.db, place.district, place.mergedInto);
      return refused('moved', { detail: { to: `/places/${kept.code}/poster` } });
    }
    const line = (await lineOf(context.db, place)).filter((above) => !['district', 'township'].includes(above.kind));
    return done({
      code,
      name: placeName(place, context.lang),
      address: addressOf(line, context.lang),
      url: `${context.baseUrl}/places/${code}`,
    });
  },
  view: posterView,
});

const editPlacePage = page({
  name: 'places.edit',
  path: '/places/{code}/edit',
  summary: { zh: '维护一个地方：改名、合并、拆分、网格', en: 'Maintain a place: rename, merge, split, grids' },
  may: editPlaces,
  input: onePlace,
  words,
  shows: editShows,
  load: async (context, { code }) => {
    const found = await editable(context, code);
    if ('refused' in found) return found;
    const place = found.done;
    const [line, children, siblings, zones, changes] = await Promise.all([
      lineOf(context.db, place),
      listChildren(context.db, place.district, place.id),
      place.parentId ? listChildren(context.db, place.district, place.parentId) : [],
      listZones(context.db, place),
      listChanges(context.db, place, context.zone),
    ]);
    const nameOf = new Map(children.map((child) => [child.id, placeName(child, context.lang)]));
    return done({
      place: linkTo(place, context),
      plainName: place.name,
      line: line.slice(0, -1).map((above) => linkTo(above, context)),
      acts: placeActs(place),
      childKinds:
        place.state === 'active' && place.kind !== 'district' && place.kind !== 'township'
          ? [...childKinds[place.kind]]
          : [],
      children: children.map((child) => ({ ...linkTo(child, context), id: child.id })),
      neighbours: siblings
        .filter((other) => other.id !== place.id && other.kind === place.kind)
        .map((other) => linkTo(other, context)),
      zones: zones.map((zone) => ({
        id: zone.id,
        kind: zone.kind,
        name: zone.name,
        parent: zones.find((other) => other.id === zone.parentId)?.name ?? null,
        covers: zone.placeIds.flatMap((id) => nameOf.get(id) ?? []),
      })),
      changes,
    });
  },
  view: editView,
});

/** What every form on the maintenance page shares. */
const onEditPage = {
  may: editPlaces,
  words,
  page: (raw: Readonly<Record<string, unknown>>) => ({ route: editPlacePage, input: { code: raw.code } }),
  district: (input: { readonly code: string }) => districtOf(input.code),
};
const backToEdit = (_: unknown, input: { readonly code: string }): string =>
  hrefOf(editPlacePage.path, { code: input.code });

const addPlaceVerb = verb({
  ...onEditPage,
  ...addForm,
  summary: { zh: '添加下级地点', en: 'Add a place below' },
  said: words.add_said,
  answers: z.object({ code: z.string() }),
  act: async (write, { code, kind, name }, context) => {
    const found = await editable(context, code);
    if ('refused' in found) return found;
    if (!childKinds[found.done.kind].includes(kind) || found.done.state !== 'active')
      return refused('wrong_child', { fields: { kind: 'wrong_child' } });
    return addPlace(write, { parent: found.done, kind, name });
  },
  next: backToEdit,
});

const renumberVerb = verb({
  ...onEditPage,
  ...renumberForm,
  summary: { zh: '改名或改编号', en: 'Rename or renumber a place' },
  said: words.renumber_said,
  answers: z.object({ changeId: z.string() }),
  act: async (write, { code, name }, context) => {
    const found = await editable(context, code);
    return 'refused' in found ? found : renumberPlace(write, { place: found.done, name });
  },
  next: backToEdit,
});

const mergeVerb = verb({
  ...onEditPage,
  ...mergeForm,
  summary: { zh: '并入另一个地点', en: 'Merge a place into another' },
  said: words.merge_said,
  answers: z.object({ changeId: z.string() }),
  act: async (write, { code, into }, context) => {
    const gone = await editable(context, code);
    if ('refused' in gone) return gone;
    const kept = await editable(context, into);
    return 'refused' in kept
      ? refused('not_neighbours', { fields: { into: 'not_neighbours' } })
      : mergePlaces(write, { gone: gone.done, kept: kept.done });
  },
  next: (_, { into }) => hrefOf(editPlacePage.path, { code: into }),
});

const splitVerb = verb({
  ...onEditPage,
  ...splitForm,
  summary: { zh: '拆分出新的地点', en: 'Split off a new place' },
  said: words.split_said,
  answers: z.object({ changeId: z.string(), code: z.string() }),
  act: async (write, { code, children, name }, context) => {
    const found = await editable(context, code);
    return 'refused' in found ? found : splitPlace(write, { place: found.done, childIds: children, name });
  },
  next: backToEdit,
});

const undoVerb = verb({
  ...onEditPage,
  ...undoForm,
  summary: { zh: '撤回一次变更', en: 'Undo a change of places' },
  said: words.undo_said,
  answers: z.object({ placeId: z.string() }),
  act: async (write, { code, changeId }, context) => {
    const found = await editable(context, code);
    return 'refused' in found ? found : undoPlaceChange(write, { place: found.done, changeId });
  },
  next: backToEdit,
});

const drawZoneVerb = verb({
  ...onEditPage,
  ...zoneForm,
  summary: { zh: '划网格或片组', en: 'Draw a grid, area or group' },
  said: words.draw_zone_said,
  answers: z.object({ id: z.string() }),
  act: async (write, { code, kind, name, parentId, children }, context) => {
    const found = await editable(context, code);
    if ('refused' in found) return found;
    const below = new Set((await listChildren(write.tx, write.district, found.done.id)).map((child) => child.id));
    if (!children.every((id) => below.has(id))) return refused('not_below', { fields: { children: 'not_below' } });
    const areas = await listZones(write.tx, found.done);
    const parent = areas.find((zone) => zone.id === parentId);
    if (parentId !== undefined && !(parent && fitsInto(kind, parent.kind)))
      return refused('wrong_area', { fields: { parentId: 'wrong_area' } });
    return drawZone(write, { place: found.done, kind, name, parentId, placeIds: [...new Set(children)] });
  },
  next: backToEdit,
});

const closeZoneVerb = verb({
  ...onEditPage,
  ...closeZoneForm,
  summary: { zh: '取消网格或片组', en: 'Close a grid, area or group' },
  said: words.close_zone_said,
  answers: z.object({ id: z.string() }),
  act: async (write, { code, zoneId }, context) => {
    const found = await editable(context, code);
    return 'refused' in found ? found : closeZone(write, { place: found.done, zoneId });
  },
  next: backToEdit,
});

export const placesRoutes: readonly Route[] = [
  findPlacePage,
  posterPage,
  editPlacePage,
  addPlaceVerb,
  renumberVerb,
  mergeVerb,
  splitVerb,
  undoVerb,
  drawZoneVerb,
  closeZoneVerb,
];
