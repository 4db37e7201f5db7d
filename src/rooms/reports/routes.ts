import { done, refused } from '../../kit/outcome.ts';
import { pagesOf, sliceOf } from '../../kit/paging.ts';
import { file, page, type Route } from '../../kit/route.ts';
import { countBehind, maySee, recordsBehind, rowsOf } from '../issues/index.ts';
import { placeName } from '../places/index.ts';
import { reportDocument } from './document.ts';
import { documentInput, picturesInput, recordsInput } from './input.ts';
import { loadPictures, placeFor } from './load.ts';
import { picturesShows, recordsShows } from './models.ts';
import { periodOf } from './period.ts';
import { recordsSheets, recordsView } from './records-views.tsx';
import { picturesSheets, picturesView } from './views.tsx';
import { words } from './words.ts';

const picturesPage = page({
  name: 'reports.issues',
  path: '/reports/issues',
  summary: { zh: '一个地方的办事情况', en: 'How issues are settled at a place' },
  may: 'anyone',
  input: picturesInput,
  words,
  shows: picturesShows,
  load: loadPictures,
  view: picturesView,
  sheets: picturesSheets,
});

const recordsPage = page({
  name: 'reports.issue_records',
  path: '/reports/issues/records',
  summary: { zh: '一个数字背后的事项', en: 'The issues behind a figure' },
  may: 'anyone',
  input: recordsInput,
  words,
  shows: recordsShows,
  load: async (context, { place: code, measure, kind, from, until, page: number }) => {
    const found = await placeFor(context, code);
    if ('refused' in found) return found;
    const place = found.done;
    const { db, lang, zone } = context;
    const period = periodOf({ from, until }, context.today);
    const asked = { district: place.district, path: place.path, measure, kind, zone, ...period };
    const [issues, total] = await Promise.all([
      recordsBehind(db, asked, sliceOf(context, number)),
      countBehind(db, asked),
    ]);
    const seen = await maySee(context, issues);
    return done({
      place: { code: place.code, name: placeName(place, lang) },
      measure,
      from: period.from.slice(0, 7),
      until: period.until.slice(0, 7),
      kind: kind ?? null,
      rows: await rowsOf(context, place.district, seen, false),
      hidden: issues.length - seen.length,
      ...pagesOf(number, total),
    });
  },
  view: recordsView,
  sheets: recordsSheets,
});

const wordFile = file({
  name: 'reports.issues_document',
  path: '/reports/issues.docx',
  summary: { zh: '办事情况的 Word 报告', en: 'The report as a Word file' },
  may: 'anyone',
  input: documentInput,
  words,
  type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  answer: async (context, input) => {
    const loaded = await loadPictures(context, input);
    if ('refused' in loaded) return loaded;
    const model = loaded.done;
    if (!model.place) return refused('not_found');
    const { lang, today } = context;
    const name = lang === 'zh' ? '办事情况' : 'issues';
    return done({
      body: await reportDocument(model, { lang, today }),
      fileName: `${model.place.name}-${name}-${model.from}-${model.until}.docx`,
    });
  },
});

export const reportsRoutes: readonly Route[] = [picturesPage, recordsPage, wordFile];
