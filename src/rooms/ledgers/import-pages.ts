import { z } from 'zod';
import { mayAt, reach } from '../../kit/access.ts';
import { addDays, dayIn, timeIn } from '../../kit/clock.ts';
import { hrefOf } from '../../kit/href.ts';
import { readRef, refOf } from '../../kit/ids.ts';
import { enqueue } from '../../kit/jobs.ts';
import { done, isRefused, type Outcome, refused } from '../../kit/outcome.ts';
import { pagesOf, sliceOf } from '../../kit/paging.ts';
import { type Context, file, page, type Route, verb } from '../../kit/route.ts';
import { columnLetters, HEAD_ROWS, readWorkbook, writeWorkbook } from '../../kit/sheets/index.ts';
import { findPersons } from '../people/index.ts';
import { findPlaceByCode, getPlace, listUnder, type Place, placeName } from '../places/index.ts';
import { beginImport, chooseColumns, confirmImport, daysKept, decideDoubts, dropImport } from './actions.ts';
import { missingColumns } from './columns.ts';
import {
  columnsForm,
  confirmForm,
  decideForm,
  dropForm,
  listInput,
  newInput,
  oneInput,
  refusedInput,
  uploadForm,
} from './input.ts';
import { checkJob, writeJob } from './jobs.ts';
import { type Import, noRows, type Verdict } from './ledger.ts';
import { listShows, newShows, type OneModel, oneShows } from './models.ts';
import { refusedSheets } from './refused-sheet.ts';
import { importLedgers } from './rules.ts';
import { openFile, sliceOfRows } from './sealed.ts';
import { countsOf, decisionsOf, findImport, listImports } from './store.ts';
import { listSheets, listView, newView, oneView } from './views.tsx';
import { words } from './words.ts';

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

type Link = { readonly code: string; readonly name: string };

function linkTo(place: Place, { lang }: Pick<Context, 'lang'>): Link {
  return { code: place.code, name: placeName(place, lang) };
}

/** The places an actor may bring ledgers to: what the posts are over, and the compounds below. */
async function placesFor({ actor, db, lang }: Context): Promise<Link[]> {
  if (!actor) return [];
  const paths = reach(actor, importLedgers);
  const kinds = ['township', 'community', 'compound'] as const;
  const found = await Promise.all(kinds.map((kind) => listUnder(db, actor.district, kind, paths, 200)));
  return found.flat().map((place) => linkTo(place, { lang }));
}

/** An import the actor may see and go on with. */
async function seen(context: Context, ref: string): Promise<Outcome<{ one: Import; place: Place }, 'not_found'>> {
  const at = readRef(ref);
  const one = at && (await findImport(context.db, at.district, at.id));
  if (!one) return refused('not_found');
  const place = await getPlace(context.db, one.district, one.placeId);
  return mayAt(context.actor, importLedgers, place) ? done({ one, place }) : refused('not_found');
}

const listPage = page({
  name: 'ledgers.list',
  path: '/imports',
  summary: { zh: '导入过的台账', en: 'Ledgers that were brought in' },
  may: importLedgers,
  input: listInput,
  words,
  shows: listShows,
  load: async (context, { page: number }) => {
    const { actor, db } = context;
    if (!actor) return refused('not_found');
    const { imports, total } = await listImports(
      db,
      actor.district,
      reach(actor, importLedgers),
      sliceOf(context, number),
    );
    const names = await findPersons(
      db,
      actor.district,
      imports.flatMap(({ byId }) => byId ?? []),
    );
    return done({
      imports: imports.map((one) => ({
        ref: refOf(one.district, one.id),
        kind: one.kind,
        fileName: one.fileName,
        place: { code: one.placeCode, name: one.placeName },
        state: one.state,
        rows: one.sheets.reduce((sum, { count }) => sum + (count?.rows ?? 0), 0),
        startedAt: momentOf(context, one.createdAt),
        by: (one.byId && names.get(one.byId)?.name) || null,
      })),
      ...pagesOf(number, total),
      places: [],
    });
  },
  view: listView,
  sheets: listSheets,
});

function momentOf({ zone }: Pick<Context, 'zone'>, instant: Date): string {
  return `${dayIn(zone, instant)} ${timeIn(zone, instant)}`;
}

const newPage = page({
  name: 'ledgers.new',
  path: '/imports/new',
  summary: { zh: '上传台账', en: 'Upload a ledger' },
  may: importLedgers,
  input: newInput,
  words,
  shows: newShows,
  load: async (context, { place: code }) => {
    const place = code === undefined ? undefined : await findPlaceByCode(context.db, code);
    if (code !== undefined && (!place || !mayAt(context.actor, importLedgers, place))) return refused('not_found');
    return done({ place: place ? linkTo(place, context) : null, places: place ? [] : await placesFor(context) });
  },
  view: newView,
});

const onePage = page({
  name: 'ledgers.show',
  path: '/imports/{ref}',
  summary: { zh: '一份台账的导入', en: 'The import of a ledger' },
  may: importLedgers,
  input: oneInput,
  words,
  shows: oneShows,
  load: async (context, { ref, tab, page: number }) => {
    const found = await seen(context, ref);
    return isRefused(found) ? found : done(await modelOf(context, found.done.one, found.done.place, tab, number));
  },
  view: oneView,
});

async function modelOf(
  context: Context,
  one: Import,
  place: Place,
  asked: Verdict | undefined,
  number: number,
): Promise<OneModel> {
  const { db, keyring } = context;
  const counts = countsOf(one.sheets.map(({ count }) => count?.counts ?? noRows));
  const tab =
    asked ?? (['refused', 'in_doubt', 'changed', 'new'] as const).find((verdict) => counts[verdict] > 0) ?? 'same';
  const isOpen = one.wrappedKey !== null;
  const showsRows =
    isOpen && (['checked', 'writing', 'done'].includes(one.state) || (one.state === 'failed' && one.rowsTotal > 0));
  const [rows, decisions, samples] = await Promise.all([
    showsRows ? sliceOfRows(db, keyring, one, { verdict: tab, ...sliceOf(context, number) }) : [],
    decisionsOf(db, one.district, one.id),
    one.state === 'mapping' ? samplesOf(context, one) : new Map<string, string[]>(),
  ]);
  const decided = [...decisions.values()];
  const sheetOf = new Map(one.sheets.map((sheet) => [sheet.index, sheet]));
  return {
    ref: refOf(one.district, one.id),
    kind: one.kind,
    fileName: one.fileName,
    place: linkTo(place, context),
    state: one.state,
    problem: one.problem,
    startedAt: momentOf(context, one.createdAt),
    rowsDone: one.rowsDone,
    rowsTotal: one.rowsTotal,
    keptUntil: isOpen ? addDays(dayIn(context.zone, one.createdAt), daysKept) : null,
    counts,
    decided: {
      take: decided.filter((each) => each === 'take').length,
      leave: decided.filter((each) => each === 'leave').length,
    },
    sheets: one.sheets.map(({ index, name, columns, count }) => ({
      index,
      name,
      isTable: columns.length > 0,
      rows: count?.rows ?? 0,
      blank: count?.blank ?? 0,
      totals: count?.totals ?? 0,
      counts: count?.counts ?? noRows,
      found: Object.entries(count?.found ?? {}).map(([word, n]) => ({ word, count: n })),
      columns: columns.map((column) => ({
        index: column.index,
        letter: columnLetters(column.index),
        heading: column.heading,
        group: column.group ?? null,
        key: column.key ?? null,
        samples: samples.get(`${index}:${column.index}`) ?? [],
      })),
      missing: columns.length > 0 ? missingColumns(one.kind, columns) : [],
    })),
    tab,
    rows: rows.map(({ sheet, row, verdict, label, problem, differences, cells }) => ({
      sheet,
      sheetName: sheetOf.get(sheet)?.name ?? '',
      row,
      verdict,
      label,
      code: problem?.code ?? null,
      column: problem?.column ?? null,
      earlier: problem?.earlier ?? null,
      decision: decisions.get(`${sheet} ${row}`) ?? null,
      differences: (differences ?? []).map((each) => ({ ...each })),
      cells: (cells ?? []).flatMap((text, i) => {
        const column = sheetOf.get(sheet)?.columns[i];
        return text === '' || column?.key === 'leave_out' ? [] : [{ heading: column?.heading ?? '', text }];
      }),
    })),
    ...pagesOf(number, counts[tab]),
  };
}

/** A few values of each column from the beginning of the file, so that somebody can say what it is. */
async function samplesOf(context: Context, one: Import): Promise<Map<string, string[]>> {
  const samples = new Map<string, string[]>();
  const bytes = await openFile(context.db, context.keyring, one);
  if (!bytes) return samples;
  for await (const batch of readWorkbook({ bytes, name: one.fileName }, { firstRows: HEAD_ROWS })) {
    if ('refused' in batch) break;
    for (const row of batch.rows.slice(1)) {
      for (const column of one.sheets.find(({ index }) => index === batch.sheet.index)?.columns ?? []) {
        const text = row.cells[column.index]?.text.trim() ?? '';
        const key = `${batch.sheet.index}:${column.index}`;
        const list = samples.get(key) ?? [];
        if (text !== '' && text !== column.heading && list.length < 3 && !list.includes(text))
          samples.set(key, [...list, text]);
      }
    }
  }
  return samples;
}

const uploadVerb = verb({
  ...uploadForm,
  summary: { zh: '上传台账', en: 'Upload a ledger' },
  may: importLedgers,
  words,
  said: words.upload_said,
  page: (raw) => ({ route: newPage, input: typeof raw.place === 'string' ? { place: raw.place } : {} }),
  district: ({ place }) => place.slice(0, 6),
  channel: () => 'import',
  answers: z.object({ ref: z.string() }),
  act: async (write, { place: code, kind, file: upload }, context) => {
    const place = await findPlaceByCode(write.tx, code);
    if (!place || !mayAt(context.actor, importLedgers, place)) return refused('not_found');
    const bytes = new Uint8Array(await upload.arrayBuffer());
    const source = { bytes, name: upload.name };
    const begun = await beginImport(write, { place, fileName: upload.name, source, bytes, kind });
    if (isRefused(begun)) return begun;
    const { id, needsMapping } = begun.done;
    if (!needsMapping) await enqueue(write.tx, checkJob, { district: place.district, id });
    return done({ ref: refOf(place.district, id) });
  },
  next: ({ ref }) => hrefOf(onePage.path, { ref }),
});

/** What the verbs about one import share: their forms stand on its page. */
const onOnePage = {
  may: importLedgers,
  words,
  page: (raw: Readonly<Record<string, unknown>>) => ({ route: onePage, input: { ref: raw.ref } }),
  district: ({ ref }: { readonly ref: string }) => ref.slice(0, 6),
  channel: () => 'import' as const,
};
const backToOne = (_: unknown, { ref }: { readonly ref: string }): string => hrefOf(onePage.path, { ref });

const columnsVerb = verb({
  ...onOnePage,
  ...columnsForm,
  summary: { zh: '确认各列的含义', en: 'Say what the columns of a ledger mean' },
  said: words.columns_said,
  answers: z.object({ id: z.string() }),
  act: async (write, { ref, columns, remember }, context) => {
    const found = await seen(context, ref);
    if (isRefused(found)) return found;
    const chosen = new Map(
      columns.map((text) => [text.split(':').slice(0, 2).join(':'), text.split(':').slice(2).join(':')]),
    );
    const outcome = await chooseColumns(write, { import: found.done.one, columns: chosen, remember });
    if (!isRefused(outcome)) await enqueue(write.tx, checkJob, { district: write.district, id: outcome.done.id });
    return outcome;
  },
  next: backToOne,
});

const decideVerb = verb({
  ...onOnePage,
  ...decideForm,
  summary: { zh: '处理拿不准的行', en: 'Decide about rows in doubt' },
  said: words.decide_said,
  answers: z.object({ rows: z.int() }),
  act: async (write, { ref, rows, decision }, context) => {
    const found = await seen(context, ref);
    if (isRefused(found)) return found;
    const chosen = rows.map((text) => {
      const [sheet = 0, row = 0] = text.split(':').map(Number);
      return { sheet, row };
    });
    return decideDoubts(write, { import: found.done.one, rows: chosen, decision });
  },
  next: (_, { ref }) => hrefOf(onePage.path, { ref, tab: 'in_doubt' }),
});

const confirmVerb = verb({
  ...onOnePage,
  ...confirmForm,
  summary: { zh: '确认写入台账', en: 'Confirm that a ledger is written' },
  said: words.confirm_said,
  answers: z.object({ id: z.string() }),
  act: async (write, { ref }, context) => {
    const found = await seen(context, ref);
    if (isRefused(found)) return found;
    const outcome = await confirmImport(write, { import: found.done.one });
    if (!isRefused(outcome)) await enqueue(write.tx, writeJob, { district: write.district, id: outcome.done.id });
    return outcome;
  },
  next: backToOne,
});

const dropVerb = verb({
  ...onOnePage,
  ...dropForm,
  summary: { zh: '放弃一份台账', en: 'Give a ledger up' },
  said: words.drop_said,
  answers: z.object({ id: z.string() }),
  act: async (write, { ref }, context) => {
    const found = await seen(context, ref);
    return isRefused(found) ? found : dropImport(write, { import: found.done.one });
  },
  next: () => listPage.path,
});

const refusedFile = file({
  name: 'ledgers.refused',
  path: '/imports/{ref}/refused.xlsx',
  summary: { zh: '要改正的行，改好可以再上传', en: 'The rows to correct, to be uploaded again' },
  may: importLedgers,
  input: refusedInput,
  words,
  type: workbookType,
  answer: async (context, { ref }) => {
    const found = await seen(context, ref);
    if (isRefused(found)) return found;
    const { one } = found.done;
    const book = await refusedSheets(context.db, context.keyring, one, context.lang);
    if (book.sheets.length === 0) return refused('not_found');
    const name = one.fileName.replace(/\.\w+$/, '');
    return done({ body: writeWorkbook(book), fileName: `${name}-${words.to_correct[context.lang]}.xlsx` });
  },
});

export const importRoutes: readonly Route[] = [
  listPage,
  newPage,
  onePage,
  uploadVerb,
  columnsVerb,
  decideVerb,
  confirmVerb,
  dropVerb,
  refusedFile,
];
