import { Document, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow, TextRun, WidthType } from 'docx';
import { formatDay, formatMonth } from '../../kit/clock.ts';
import type { Lang } from '../../kit/lang.ts';
import { speak } from '../../kit/words.ts';
import { kindFacts } from '../issues/index.ts';
import type { PicturesModel } from './models.ts';
import { formatRate, leastForRate } from './rates.ts';
import { duration, shownRates } from './views.tsx';
import { words } from './words.ts';

const font = 'Noto Serif CJK SC';

function cell(text: string, isHead = false): TableCell {
  return new TableCell({
    children: [new Paragraph({ children: [new TextRun({ text, bold: isHead, font, size: 22 })] })],
    margins: { top: 60, bottom: 60, left: 100, right: 100 },
  });
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): Table {
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [
      new TableRow({ tableHeader: true, children: head.map((text) => cell(text, true)) }),
      ...rows.map((row) => new TableRow({ children: row.map((text) => cell(text)) })),
    ],
  });
}

const heading = (text: string): Paragraph =>
  new Paragraph({
    heading: HeadingLevel.HEADING_2,
    spacing: { before: 320, after: 120 },
    children: [new TextRun({ text, font, bold: true, size: 28, color: '1F2328' })],
  });
const line = (text: string): Paragraph =>
  new Paragraph({ spacing: { after: 120, line: 360 }, children: [new TextRun({ text, font, size: 24 })] });

/** The report of a place as a Word file: counts in sentences and tables, every rate with its definition. */
export async function reportDocument(
  model: PicturesModel,
  { lang, today }: { readonly lang: Lang; readonly today: string },
): Promise<Uint8Array<ArrayBuffer>> {
  const t = speak(words, lang);
  const place = model.place?.name ?? '';
  const total = (measure: string): number => model.totals[measure] ?? 0;
  const open = model.open.reduce((sum, one) => sum + one.n, 0);
  const overdue = model.open.reduce((sum, one) => sum + one.overdue, 0);
  const span = { from: formatMonth(model.from, lang), until: formatMonth(model.until, lang) };
  const document = new Document({
    creator: lang === 'zh' ? '家门口' : 'Doorstep',
    title: t('doc_title', { place }),
    sections: [
      {
        children: [
          new Paragraph({
            heading: HeadingLevel.HEADING_1,
            spacing: { after: 120 },
            children: [new TextRun({ text: t('doc_title', { place }), font, bold: true, size: 36, color: '1F2328' })],
          }),
          line(t('span', span)),
          line(
            t('doc_intro', {
              ...span,
              reported: total('reported'),
              joined: total('joined'),
              settled: total('settled'),
              inCompound: total('settled_in_compound'),
              referred: total('referred'),
              declined: total('declined'),
              merged: total('merged'),
              withdrawn: total('withdrawn'),
            }),
          ),
          line(
            t('doc_answers', {
              due: total('due_answers'),
              solved: total('said_solved'),
              satisfied: total('said_satisfied'),
              dissatisfied: total('said_dissatisfied'),
              reopened: total('reopened'),
              climbed: total('climbed'),
            }),
          ),
          line(t('doc_open', { n: open, overdue })),
          heading(t('doc_rates')),
          table(
            [t('rate'), t('rates'), t('issues')],
            shownRates.map((name) => {
              const rate = model.rates[name];
              const said = rate.permille === null ? t('too_few', { n: leastForRate }) : formatRate(rate);
              return [t(name), said, t('of', { part: rate.part, whole: rate.whole })];
            }),
          ),
          heading(t('by_month')),
          table(
            [t('month'), t('reported'), t('settled'), t('markers')],
            model.months.map((month) => [
              formatMonth(month.month, lang),
              String(month.reported),
              String(month.settled),
              month.markers.join(lang === 'zh' ? '、' : ', '),
            ]),
          ),
          heading(t('by_kind')),
          table(
            [t('kind'), t('issues')],
            [...model.kinds].sort((a, b) => b.n - a.n).map((row) => [kindFacts[row.kind].name[lang], String(row.n)]),
          ),
          ...(model.below.length === 0
            ? []
            : [
                heading(t('by_place')),
                table(
                  [t('place'), t('all')],
                  model.below.map((row) => [row.name, String(row.total)]),
                ),
              ]),
          ...(model.medians.length === 0
            ? []
            : [
                heading(t('medians')),
                table(
                  [t('stage'), t('median'), t('cases')],
                  model.medians.map((row) => [t(`stage_${row.stage}`), duration(row.minutes, { lang }), String(row.n)]),
                ),
                line(t('medians_hint')),
              ]),
          heading(t('doc_definitions')),
          ...shownRates.map((name) => line(`${t(name)}${lang === 'zh' ? '：' : ': '}${t(`${name}_means`)}`)),
          line(t('doc_made', { day: formatDay(today, lang) })),
        ],
      },
    ],
  });
  const bytes = await Packer.toBuffer(document);
  return new Uint8Array(bytes);
}
