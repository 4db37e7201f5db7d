import { z } from 'zod';
import { mayAt } from '../../kit/access.ts';
import { hrefOf } from '../../kit/href.ts';
import { done, refused } from '../../kit/outcome.ts';
import { type Context, file, page, type Route, verb } from '../../kit/route.ts';
import { writeWorkbook } from '../../kit/sheets/index.ts';
import { noteReads, openPeople, seesTag, sightOf } from '../people/index.ts';
import { findPlaceByCode, type Place, placeName } from '../places/index.ts';
import { exportSheet, isExportOpen, subjectsOf } from './export.ts';
import { exportInput, exportKinds, exportsInput, openExportForm } from './input.ts';
import { exportsShows } from './models.ts';
import { exportLedgers, exportMinutes } from './rules.ts';
import { exportsView } from './views.tsx';
import { words } from './words.ts';

async function placeFor(context: Context, code: string): Promise<Place | undefined> {
  const place = await findPlaceByCode(context.db, code);
  return place && mayAt(context.actor, exportLedgers, place) ? place : undefined;
}

/** Whether the actor may open full records there at all, and which exports stand open now. */
async function openFor(context: Context, place: Place) {
  const { actor, now } = context;
  if (!actor || !mayAt(actor, openPeople, place)) return { mayOpen: false, open: [] };
  const since = new Date(now.getTime() - exportMinutes * 60_000);
  const open = await Promise.all(
    exportKinds.map(async (kind) =>
      (await isExportOpen(context.db, { kind, place, personId: actor.personId, since })) ? [kind] : [],
    ),
  );
  return { mayOpen: true, open: open.flat() };
}

const exportsPage = page({
  name: 'ledgers.exports',
  path: '/exports',
  summary: { zh: '导出一个地方的台账', en: 'Take the ledgers of a place out' },
  may: exportLedgers,
  input: exportsInput,
  words,
  shows: exportsShows,
  load: async (context, { place: code }) => {
    const place = await placeFor(context, code);
    if (!place) return refused('not_found');
    const [households, residents] = await Promise.all(exportKinds.map((kind) => subjectsOf(context.db, kind, place)));
    return done({
      place: { code: place.code, name: placeName(place, context.lang) },
      households: households?.length ?? 0,
      residents: residents?.length ?? 0,
      ...(await openFor(context, place)),
    });
  },
  view: exportsView,
});

const exportFile = file({
  name: 'ledgers.export',
  path: '/exports/{kind}',
  summary: { zh: '下载住户或居民台账', en: 'Download the ledger of households or residents' },
  may: exportLedgers,
  input: exportInput,
  words,
  type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  answer: async (context, { kind, place: code, full }) => {
    const place = await placeFor(context, code);
    if (!place) return refused('not_found');
    if (full && !(await openFor(context, place)).open.includes(kind)) return refused('forbidden');
    const sight = sightOf(context.actor, { district: place.district, paths: [place.path] });
    const sheet = exportSheet(context.db, context.keyring, { kind, place, full, sees: (tag) => seesTag(sight, tag) });
    const title = `${placeName(place, context.lang)}${words[kind][context.lang]}`;
    return done({ body: writeWorkbook({ sheets: [sheet], title }), fileName: `${title}-${context.today}.xlsx` });
  },
});

const openExportVerb = verb({
  ...openExportForm,
  summary: { zh: '打开完整的导出', en: 'Open an export in full, which everybody concerned can see' },
  may: exportLedgers,
  words,
  said: words.open_export_said,
  page: (raw) => ({ route: exportsPage, input: { place: raw.place } }),
  district: ({ place }) => place.slice(0, 6),
  answers: z.object({ persons: z.int() }),
  act: async (write, { place: code, kind, reason }, context) => {
    const place = await placeFor(context, code);
    if (!place) return refused('not_found');
    if (!mayAt(context.actor, openPeople, place)) return refused('forbidden');
    const subjects = await subjectsOf(write.tx, kind, place);
    await noteReads(
      write,
      subjects.map((subjectId) => ({ subjectId, what: 'export', reason })),
    );
    await write.record({
      verb: 'ledgers.open_export',
      thing: { kind: 'place', id: place.id },
      placeId: place.id,
      change: { kind, reason, persons: subjects.length },
    });
    return done({ persons: subjects.length });
  },
  next: (_, { place }) => hrefOf(exportsPage.path, { place }),
});

export const exportRoutes: readonly Route[] = [exportsPage, openExportVerb, exportFile];
