import { z } from 'zod';
import { mayAt } from '../../kit/access.ts';
import { done, isRefused, refused } from '../../kit/outcome.ts';
import { sliceOf } from '../../kit/paging.ts';
import { type Context, page, type Route, verb, visit } from '../../kit/route.ts';
import { inTransaction } from '../../kit/write.ts';
import { findPlaceByCode, findPlaces, placeName } from '../places/index.ts';
import { issueKey, manageClients, revokeKey } from './clients.ts';
import { clientsInput, issueForm, revokeForm } from './input.ts';
import { type ClientsModel, clientsShows } from './models.ts';
import { listClients } from './store.ts';
import { clientsSheets, clientsView } from './views.tsx';
import { words } from './words.ts';

async function clientsModel(
  context: Pick<Context, 'db' | 'actor' | 'lang' | 'url'>,
  number: number,
  key: string | null = null,
): Promise<ClientsModel> {
  const { db, actor, lang } = context;
  const district = actor?.district ?? '';
  const slice = sliceOf(context, number);
  const rows = await listClients(db, district, slice);
  const shown = rows.slice(0, slice.limit);
  const places = await findPlaces(
    db,
    district,
    shown.map((row) => row.placeId),
  );
  const placeOf = new Map(places.map((place) => [place.id, place]));
  return {
    key,
    page: number,
    hasMore: rows.length > slice.limit,
    clients: shown.map((row) => {
      const place = placeOf.get(row.placeId);
      return {
        id: row.id,
        name: row.name,
        place: { code: place?.code ?? '', name: place ? placeName(place, lang) : '' },
        keyStart: row.keyStart,
        issuedAt: row.issuedAt.toISOString(),
        revokedAt: row.revokedAt?.toISOString() ?? null,
      };
    }),
  };
}

const clientsPage = page({
  name: 'open311.clients',
  path: '/desk/clients',
  summary: { zh: '对接程序和它们的钥匙', en: 'Programs that report, and their keys' },
  may: manageClients,
  input: clientsInput,
  words,
  shows: clientsShows,
  load: async (context, { page: number }) => done(await clientsModel(context, number)),
  view: clientsView,
  sheets: clientsSheets,
});

const onClientsPage = { may: manageClients, words, page: () => ({ route: clientsPage, input: {} }) } as const;

const issueVisit = visit({
  ...onClientsPage,
  ...issueForm,
  summary: { zh: '给程序发一把钥匙', en: 'Issue a key to a program' },
  said: words.said_issued,
  answers: clientsShows,
  act: async (context, { name, place: code }) => {
    const { actor, db } = context;
    if (!actor) return refused('sign_in_first');
    const place = await findPlaceByCode(db, code ?? actor.district);
    if (!place) return refused('place_unknown', { fields: { place: 'place_unknown' } });
    if (!mayAt(actor, manageClients, place)) return refused('forbidden');
    const by = { district: actor.district, actorId: actor.personId };
    const issued = await inTransaction(context, by, (write) => issueKey(write, { name, place }));
    return isRefused(issued) ? issued : done({ model: await clientsModel(context, 1, issued.done.key) });
  },
});

const revokeVerb = verb({
  ...onClientsPage,
  ...revokeForm,
  summary: { zh: '停用程序的钥匙', en: 'Revoke the key of a program' },
  said: words.said_revoked,
  answers: z.object({ id: z.string() }),
  act: (write, { id }) => revokeKey(write, id),
  next: () => clientsPage.path,
});

export const deskRoutes: readonly Route[] = [clientsPage, issueVisit, revokeVerb];
