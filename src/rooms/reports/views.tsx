import { formatMonth } from '../../kit/clock.ts';
import type { Face } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { PageContent, SheetContent } from '../../kit/route.ts';
import {
  ButtonLink,
  Chart,
  DateField,
  DescriptionList,
  EmptyState,
  Figures,
  List,
  Notice,
  PageHeader,
  Section,
  Table,
  TableTools,
} from '../../kit/ui/index.ts';
import { speak } from '../../kit/words.ts';
import { kindFacts, type Measure, openable, states, stateWords } from '../issues/index.ts';
import type { PicturesModel } from './models.ts';
import { formatRate, leastForRate, type Rate } from './rates.ts';
import { ages } from './store.ts';
import { words } from './words.ts';

/** The figures of a place, each of which opens its records. */
const shown = [
  'reported',
  'joined',
  'settled',
  'settled_in_compound',
  'reopened',
  'climbed',
  'referred',
  'declined',
] as const;
export const shownRates = ['response', 'solved', 'satisfied', 'in_compound', 'in_time'] as const;
/** The figure whose records a rate's part is. */
const partOf = {
  response: 'contacted_in_time',
  solved: 'said_solved',
  satisfied: 'said_satisfied',
  in_compound: 'settled_in_compound',
  in_time: 'settled',
} as const satisfies Record<(typeof shownRates)[number], Measure>;

const isOpenable = (measure: string): boolean => openable.some((one) => one === measure);

/** How many minutes as people say it. */
export function duration(minutes: number, face: Pick<Face, 'lang'>): string {
  const t = speak(words, face.lang);
  if (minutes < 60) return t('minutes', { n: minutes });
  if (minutes < 48 * 60) return t('hours', { n: Math.round(minutes / 60) });
  return t('days', { n: Math.round(minutes / 1440) });
}

/** How issues are settled at a place: rates, months, kinds, places below, what is open, what rises. */
export function picturesView(model: PicturesModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const { lang } = face;
  const { place } = model;
  if (!place)
    return {
      title: t('title'),
      body: (
        <>
          <PageHeader title={t('title')} lead={t('lead')} />
          <Section title={t('choose')}>
            <List
              label={t('choose')}
              items={model.starts.map((one) => ({
                href: hrefOf('/reports/issues', { place: one.code }),
                title: one.name,
              }))}
            />
          </Section>
        </>
      ),
    };
  const title = t('title_of', { place: place.name });
  const range = { from: model.from, until: model.until };
  const records = (measure: string, more: Record<string, string> = {}): string | undefined =>
    isOpenable(measure)
      ? hrefOf('/reports/issues/records', { place: place.code, measure, ...range, ...more })
      : undefined;
  const total = (measure: string): number => model.totals[measure] ?? 0;
  const isEmpty = total('reported') === 0 && total('settled') === 0;
  return {
    title,
    description: t('lead'),
    crumbs: model.line.map((above) => ({
      href: hrefOf('/reports/issues', { place: above.code, ...range }),
      label: above.name,
    })),
    body: (
      <>
        <PageHeader
          title={title}
          kicker={t('span', { from: formatMonth(model.from, lang), until: formatMonth(model.until, lang) })}
          lead={t('lead')}
          actions={
            <>
              <ButtonLink
                href={hrefOf('/reports/issues.docx', { place: place.code, ...range })}
                icon="file-text"
                look="secondary"
              >
                {t('word_report')}
              </ButtonLink>
              <ButtonLink href={hrefOf('/places/{code}', { code: place.code })} icon="map-pin" look="secondary">
                {place.name}
              </ButtonLink>
            </>
          }
        />
        <TableTools
          lang={lang}
          action="/reports/issues"
          hidden={{ place: place.code }}
          exportHref={face.here({ format: 'xlsx' })}
        >
          <DateField
            lang={lang}
            id="from"
            name="from"
            type="month"
            label={t('from')}
            value={model.from}
            required={false}
          />
          <DateField
            lang={lang}
            id="until"
            name="until"
            type="month"
            label={t('until')}
            value={model.until}
            required={false}
          />
        </TableTools>
        {model.hints.length > 0 && (
          <Notice lang={lang} kind="wait" title={t('hints')}>
            <ul>
              {model.hints.map((hint) => (
                <li key={hint.kind}>
                  <a href={records('reported', { kind: hint.kind, from: model.until }) ?? ''}>
                    {t('hint', { kind: kindFacts[hint.kind].name[lang], now: hint.now, usual: hint.usual })}
                  </a>{' '}
                  <small>
                    {t('hint_compared', {
                      months: hint.compared.map((month) => formatMonth(month, lang)).join(lang === 'zh' ? '、' : ', '),
                    })}
                  </small>
                </li>
              ))}
            </ul>
          </Notice>
        )}
        {isEmpty ? (
          <EmptyState title={t('nothing_yet')}>{t('nothing_yet_hint')}</EmptyState>
        ) : (
          <>
            <Section title={t('rates')}>
              <DescriptionList
                items={shownRates.map((name) => ({
                  term: t(name),
                  value: (
                    <RateText
                      rate={model.rates[name]}
                      means={t(`${name}_means`)}
                      href={records(partOf[name])}
                      face={face}
                    />
                  ),
                }))}
              />
            </Section>
            <Section title={t('figures')}>
              <Figures
                label={t('figures')}
                items={shown.map((measure) => ({
                  value: String(total(measure)),
                  label: t(measure),
                  href: records(measure),
                }))}
              />
            </Section>
            <ByMonth model={model} face={face} />
            <ByKind model={model} face={face} records={records} />
            <ByPlace model={model} face={face} />
            {model.medians.length > 0 && (
              <Section title={t('medians')} lead={t('medians_hint')}>
                <Table
                  lang={lang}
                  caption={t('medians')}
                  quietCaption
                  rows={model.medians}
                  columns={[
                    { key: 'stage', head: t('stage'), names: true, cell: (row) => t(`stage_${row.stage}`) },
                    { key: 'median', head: t('median'), number: true, cell: (row) => duration(row.minutes, face) },
                    { key: 'cases', head: t('cases'), number: true, cell: (row) => row.n },
                  ]}
                />
              </Section>
            )}
          </>
        )}
        <Open model={model} face={face} />
      </>
    ),
  };
}

type Part = { readonly model: PicturesModel; readonly face: Face };

function RateText({
  rate,
  means,
  href,
  face,
}: {
  readonly rate: Rate;
  readonly means: string;
  readonly href: string | undefined;
  readonly face: Face;
}) {
  const t = speak(words, face.lang);
  const counted = t('of', { part: rate.part, whole: rate.whole });
  return (
    <>
      <strong>{formatRate(rate)}</strong> {href ? <a href={href}>{counted}</a> : counted}{' '}
      {rate.permille === null && <em>{t('too_few', { n: leastForRate })}</em>}
      <br />
      <small>{means}</small>
    </>
  );
}

function ByMonth({ model, face }: Part) {
  const t = speak(words, face.lang);
  const { lang } = face;
  const marked = model.months.flatMap((month) => month.markers.map((name) => ({ month: month.month, name })));
  const sum = (key: 'reported' | 'settled'): number => model.months.reduce((all, month) => all + month[key], 0);
  return (
    <Section title={t('by_month')}>
      <Chart
        lang={lang}
        elder={face.elder}
        kind="line"
        title={t('by_month')}
        summary={t('by_month_says', {
          months: model.months.length,
          reported: sum('reported'),
          settled: sum('settled'),
        })}
        categoryName={t('month')}
        categories={model.months.map((month) => formatMonth(month.month, lang))}
        series={[
          { name: t('reported'), values: model.months.map((month) => month.reported) },
          { name: t('settled'), values: model.months.map((month) => month.settled) },
        ]}
      />
      {marked.length > 0 && (
        <ul aria-label={t('markers')}>
          {marked.map((marker) => (
            <li key={marker.name}>{t('marker', { month: formatMonth(marker.month, lang), name: marker.name })}</li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function ByKind({
  model,
  face,
  records,
}: Part & { readonly records: (measure: string, more?: Record<string, string>) => string | undefined }) {
  const t = speak(words, face.lang);
  const { lang } = face;
  const sorted = [...model.kinds].sort((a, b) => b.n - a.n);
  const [most] = sorted;
  if (!most) return null;
  return (
    <Section title={t('by_kind')}>
      <Chart
        lang={lang}
        elder={face.elder}
        kind="bar"
        lying
        title={t('by_kind')}
        summary={t('by_kind_says', { kind: kindFacts[most.kind].name[lang], n: most.n })}
        categoryName={t('kind')}
        categories={sorted.map((row) => kindFacts[row.kind].name[lang])}
        series={[{ name: t('issues'), values: sorted.map((row) => row.n) }]}
      />
      <List
        label={t('by_kind')}
        items={sorted.map((row) => ({
          href: records('reported', { kind: row.kind }) ?? '',
          title: kindFacts[row.kind].name[lang],
          end: row.n,
        }))}
      />
    </Section>
  );
}

function ByPlace({ model, face }: Part) {
  const t = speak(words, face.lang);
  const { lang } = face;
  if (model.below.length === 0) return null;
  const kinds = model.kinds.map((row) => row.kind);
  return (
    <Section title={t('by_place')}>
      <Table
        lang={lang}
        caption={t('by_place')}
        quietCaption
        phone="scroll"
        rows={model.below}
        columns={[
          {
            key: 'place',
            head: t('place'),
            names: true,
            cell: (row) => (
              <a href={hrefOf('/reports/issues', { place: row.code, from: model.from, until: model.until })}>
                {row.name}
              </a>
            ),
          },
          ...kinds.map((kind) => ({
            key: kind,
            head: kindFacts[kind].name[lang],
            number: true,
            cell: (row: PicturesModel['below'][number]) => row.kinds[kind] ?? '–',
          })),
          { key: 'total', head: t('all'), number: true, cell: (row) => row.total },
        ]}
      />
    </Section>
  );
}

function Open({ model, face }: Part) {
  const t = speak(words, face.lang);
  const { lang } = face;
  const rows = states.flatMap((state) => {
    const mine = model.open.filter((one) => one.state === state);
    return mine.length === 0 ? [] : [{ state, mine }];
  });
  const count = (mine: PicturesModel['open'], age?: string): number =>
    mine.filter((one) => age === undefined || one.age === age).reduce((sum, one) => sum + one.n, 0);
  return (
    <Section title={t('open_now')}>
      <Table
        lang={lang}
        caption={t('open_now')}
        quietCaption
        empty={<EmptyState title={t('open_none')} />}
        rows={rows}
        columns={[
          { key: 'state', head: t('state'), names: true, cell: (row) => stateWords[row.state][lang] },
          ...ages.map((age) => ({
            key: age,
            head: t(`age_${age}`),
            number: true,
            cell: (row: (typeof rows)[number]) => count(row.mine, age) || '–',
          })),
          {
            key: 'overdue',
            head: t('overdue'),
            number: true,
            cell: (row) => row.mine.reduce((sum, one) => sum + one.overdue, 0) || '–',
          },
          { key: 'all', head: t('all'), number: true, cell: (row) => count(row.mine) },
        ]}
      />
    </Section>
  );
}

/** Everything the page shows, as sheets. */
export function picturesSheets(model: PicturesModel, face: Face): readonly SheetContent[] {
  const t = speak(words, face.lang);
  const { lang } = face;
  return [
    {
      name: t('figures'),
      columns: [
        { heading: t('figures'), kind: 'text', width: 30 },
        { heading: t('issues'), kind: 'integer' },
      ],
      rows: Object.entries(model.totals).map(([measure, n]) => [t(measure as Measure), n]),
    },
    {
      name: t('rates'),
      columns: [
        { heading: t('rate'), kind: 'text', width: 20 },
        { heading: t('rates'), kind: 'text' },
        { heading: t('issues'), kind: 'text' },
        { heading: t('means'), kind: 'text', width: 60 },
      ],
      rows: shownRates.map((name) => [
        t(name),
        formatRate(model.rates[name]),
        t('of', { part: model.rates[name].part, whole: model.rates[name].whole }),
        t(`${name}_means`),
      ]),
    },
    {
      name: t('by_month'),
      columns: [
        { heading: t('month'), kind: 'text' },
        { heading: t('reported'), kind: 'integer' },
        { heading: t('settled'), kind: 'integer' },
        { heading: t('markers'), kind: 'text', width: 30 },
      ],
      rows: model.months.map((month) => [month.month, month.reported, month.settled, month.markers.join('、')]),
    },
    {
      name: t('by_place'),
      columns: [
        { heading: t('place'), kind: 'text', width: 20 },
        ...model.kinds.map(({ kind }) => ({ heading: kindFacts[kind].name[lang], kind: 'integer' as const })),
        { heading: t('all'), kind: 'integer' },
      ],
      rows: model.below.map((row) => [row.name, ...model.kinds.map(({ kind }) => row.kinds[kind] ?? 0), row.total]),
    },
  ];
}
