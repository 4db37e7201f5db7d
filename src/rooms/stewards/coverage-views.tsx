import type { Face } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { PageContent, SheetContent } from '../../kit/route.ts';
import {
  Actions,
  ButtonLink,
  Chart,
  EmptyState,
  Figures,
  List,
  PageHeader,
  Pagination,
  Section,
  Status,
  Table,
  TableTools,
  Tabs,
} from '../../kit/ui/index.ts';
import { speak } from '../../kit/words.ts';
import { type Shown, shownHouseholds } from './coverage.ts';
import type { CoverageModel, CoveredModel, PlaceLink } from './models.ts';
import { householdHref, LevelTabs, Load, levelNamed, Opens, percent, placeCrumbs, stewardHref } from './parts.tsx';
import { words } from './words.ts';

/** So many places are drawn; a chart of more says nothing. */
const drawn = 30;
const drawable: ReadonlySet<string> = new Set(['compound', 'building', 'entrance']);

/** Coverage of a place: its figures at one level, the five levels, the places below, who carries most. */
export function coverageView(model: CoverageModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const { place } = model;
  if (!place) return choosing(model, face);
  const title = t('coverage_of', { place: place.name });
  const now = model.totals.find((one) => one.level === model.level);
  const opens = (show: Shown | undefined) =>
    hrefOf('/coverage/households', { place: place.code, level: model.level, show });
  return {
    title,
    crumbs: placeCrumbs([...model.line, place]),
    body: (
      <>
        <PageHeader title={title} lead={t('coverage_lead')} />
        <Actions>
          {model.may.link && (
            <ButtonLink
              href={hrefOf('/places/{code}/links', { code: place.code, level: model.level })}
              icon="link"
              look="primary"
            >
              {t('link_here')}
            </ButtonLink>
          )}
          {drawable.has(place.kind) && (
            <ButtonLink href={hrefOf('/places/{code}/map', { code: place.code })} icon="grid-3x3">
              {t('see_map')}
            </ButtonLink>
          )}
          <ButtonLink href={hrefOf('/stewards', { place: place.code })} icon="users">
            {t('list_title')}
          </ButtonLink>
          {model.may.levels && (
            <ButtonLink href="/stewards/levels" icon="settings">
              {t('set_levels')}
            </ButtonLink>
          )}
        </Actions>
        <LevelTabs names={model.levels} level={model.level} face={face} />
        {!now || now.households === 0 ? (
          <EmptyState title={t('no_households')}>{t('no_households_hint')}</EmptyState>
        ) : (
          <>
            <Figures
              label={title}
              items={[
                { value: String(now.households), label: t('households'), href: opens(undefined) },
                {
                  value: String(now.linked),
                  label: t('linked'),
                  href: opens('linked'),
                  note: percent(now.linked, now.households),
                  tone: 'done',
                },
                {
                  value: String(now.without),
                  label: t('without'),
                  href: opens('without'),
                  tone: now.without > 0 ? 'alert' : 'neutral',
                },
                {
                  value: String(now.over),
                  label: t('over'),
                  href: opens('over'),
                  tone: now.over > 0 ? 'wait' : 'neutral',
                },
                { value: String(now.stewards), label: t('stewards') },
              ]}
            />
            <BelowSection model={model} face={face} place={place} />
            <LoadSection model={model} face={face} />
            <LevelSection model={model} face={face} place={place} />
          </>
        )}
      </>
    ),
  };
}

function choosing(model: CoverageModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  return {
    title: t('coverage'),
    body: (
      <>
        <PageHeader title={t('coverage')} lead={t('coverage_lead')} />
        {model.choices.length === 0 ? (
          <EmptyState
            title={t('no_place')}
            actions={
              <ButtonLink href="/me/households" icon="house">
                {t('my_households')}
              </ButtonLink>
            }
          >
            {t('no_place_hint')}
          </EmptyState>
        ) : (
          <Section title={t('choose_place')} lead={t('choose_place_hint')}>
            <List
              label={t('choose_place')}
              items={model.choices.map((one) => ({ href: hrefOf('/coverage', { place: one.code }), title: one.name }))}
            />
          </Section>
        )}
      </>
    ),
  };
}

type Part = { readonly model: CoverageModel; readonly face: Face };

function BelowSection({ model, face, place }: Part & { readonly place: PlaceLink }) {
  const t = speak(words, face.lang);
  if (model.below.length === 0) return null;
  const name = levelNamed(model.levels, model.level);
  const charted = [...model.below].sort((a, b) => b.without - a.without).slice(0, drawn);
  const inOrder = model.below.filter((row) => charted.includes(row));
  const opens = (code: string, show: Shown | undefined) =>
    hrefOf('/coverage/households', { place: code, level: model.level, show });
  const url = face.url.searchParams;
  return (
    <Section title={t('by_place')}>
      {model.below.length > 1 && (
        <Chart
          lang={face.lang}
          elder={face.elder}
          kind="stacked"
          title={`${t('chart_title')} · ${name}`}
          summary={[
            t('chart_summary', {
              place: place.name,
              level: name,
              linked: sum(model.below, 'linked'),
              without: sum(model.below, 'without'),
            }),
            ...(model.below.length > drawn ? [t('chart_most', { n: drawn })] : []),
          ].join(' ')}
          categoryName={t('place')}
          categories={inOrder.map((row) => row.place.name)}
          series={[
            { name: t('linked'), values: inOrder.map((row) => row.linked) },
            { name: t('without'), values: inOrder.map((row) => row.without) },
          ]}
        />
      )}
      <TableTools lang={face.lang} action="/coverage" exportHref={face.here({ format: 'xlsx' })} />
      <Table
        lang={face.lang}
        caption={t('by_place')}
        quietCaption
        rows={model.below}
        sort={{
          by: url.get('sort') ?? 'place',
          descending: url.get('down') === '1',
          href: (by, down) => face.here({ sort: by, down: down ? '1' : undefined }),
        }}
        columns={[
          {
            key: 'place',
            head: t('place'),
            names: true,
            sortable: true,
            cell: (row) => <a href={face.here({ place: row.place.code })}>{row.place.name}</a>,
          },
          {
            key: 'households',
            head: t('households'),
            number: true,
            sortable: true,
            cell: (row) => <Opens n={row.households} href={opens(row.place.code, undefined)} />,
          },
          {
            key: 'linked',
            head: t('linked'),
            number: true,
            sortable: true,
            cell: (row) => <Opens n={row.linked} href={opens(row.place.code, 'linked')} />,
          },
          { key: 'share', head: t('share'), number: true, cell: (row) => percent(row.linked, row.households) },
          {
            key: 'without',
            head: t('without'),
            number: true,
            sortable: true,
            cell: (row) => <Opens n={row.without} href={opens(row.place.code, 'without')} />,
          },
          {
            key: 'over',
            head: t('over'),
            number: true,
            sortable: true,
            cell: (row) => <Opens n={row.over} href={opens(row.place.code, 'over')} />,
          },
          { key: 'stewards', head: t('stewards'), number: true, sortable: true, cell: (row) => row.stewards },
        ]}
      />
    </Section>
  );
}

function LoadSection({ model, face }: Part) {
  const t = speak(words, face.lang);
  if (model.stewards.length === 0) return null;
  const limit = model.levels.find((one) => one.level === model.level)?.limit ?? 0;
  return (
    <Section title={t('loads')} lead={t('limit_n', { n: limit })}>
      <List
        label={t('loads')}
        items={model.stewards.map((one) => ({
          href: stewardHref(one.ref),
          title: one.name,
          text: t('here_n', { n: one.here }),
          end: <Load load={one.load} over={one.over} lang={face.lang} />,
        }))}
      />
    </Section>
  );
}

function LevelSection({ model, face, place }: Part & { readonly place: PlaceLink }) {
  const t = speak(words, face.lang);
  return (
    <Section title={t('by_level')}>
      {model.below.length === 0 && <TableTools lang={face.lang} action="" exportHref={face.here({ format: 'xlsx' })} />}
      <Table
        lang={face.lang}
        caption={t('by_level')}
        quietCaption
        rows={model.totals}
        columns={[
          {
            key: 'level',
            head: t('level'),
            names: true,
            cell: (row) => <a href={face.here({ level: row.level })}>{levelNamed(model.levels, row.level)}</a>,
          },
          {
            key: 'linked',
            head: t('linked'),
            number: true,
            cell: (row) => (
              <Opens
                n={row.linked}
                href={hrefOf('/coverage/households', { place: place.code, level: row.level, show: 'linked' })}
              />
            ),
          },
          { key: 'share', head: t('share'), number: true, cell: (row) => percent(row.linked, row.households) },
          {
            key: 'without',
            head: t('without'),
            number: true,
            cell: (row) => (
              <Opens
                n={row.without}
                href={hrefOf('/coverage/households', { place: place.code, level: row.level, show: 'without' })}
              />
            ),
          },
          {
            key: 'over',
            head: t('over'),
            number: true,
            cell: (row) => (
              <Opens
                n={row.over}
                href={hrefOf('/coverage/households', { place: place.code, level: row.level, show: 'over' })}
              />
            ),
          },
          { key: 'stewards', head: t('stewards'), number: true, cell: (row) => row.stewards },
        ]}
      />
    </Section>
  );
}

const sum = (rows: CoverageModel['below'], key: 'linked' | 'without'): number =>
  rows.reduce((all, row) => all + row[key], 0);

/** The tables of the coverage page. */
export function coverageSheets(model: CoverageModel, face: Face): SheetContent[] {
  const t = speak(words, face.lang);
  const counts = (['households', 'linked', 'without', 'over', 'stewards'] as const).map((key) => ({
    heading: t(key),
    kind: 'integer' as const,
  }));
  return [
    {
      name: levelNamed(model.levels, model.level),
      columns: [{ heading: t('place'), kind: 'text', width: 24 }, ...counts],
      rows: model.below.map((row) => [row.place.name, row.households, row.linked, row.without, row.over, row.stewards]),
    },
    {
      name: t('by_level'),
      columns: [{ heading: t('level'), kind: 'text', width: 16 }, ...counts],
      rows: model.totals.map((row) => [
        levelNamed(model.levels, row.level),
        row.households,
        row.linked,
        row.without,
        row.over,
        row.stewards,
      ]),
    },
    {
      name: t('loads'),
      columns: [
        { heading: t('name'), kind: 'text', width: 16 },
        { heading: t('here'), kind: 'integer' },
        { heading: t('load'), kind: 'integer' },
        { heading: t('over_limit'), kind: 'text' },
      ],
      rows: model.stewards.map((one) => [one.name, one.here, one.load, one.over ? t('over_limit') : '']),
    },
  ];
}

/** The households behind a figure. */
export function coveredView(model: CoveredModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const { place } = model;
  const title = t('covered_title', { place: place.name });
  return {
    title,
    crumbs: [
      ...placeCrumbs([...model.line, place]),
      { href: hrefOf('/coverage', { place: place.code, level: model.level }), label: t('coverage') },
    ],
    body: (
      <>
        <PageHeader title={title} kicker={levelNamed(model.levels, model.level)} />
        <Tabs
          label={t('which')}
          items={[undefined, ...shownHouseholds].map((show) => ({
            href: face.here({ show, page: undefined }),
            label: t(show ? `show_${show}` : 'show_all'),
            current: (show ?? null) === model.show,
          }))}
        />
        <TableTools
          lang={face.lang}
          action="/coverage/households"
          count={t('n_households', { n: model.total })}
          exportHref={model.total > 0 ? face.here({ format: 'xlsx', page: undefined }) : undefined}
        />
        <Table
          lang={face.lang}
          caption={title}
          quietCaption
          rows={model.households}
          empty={<EmptyState title={t(model.show === 'without' ? 'none_without' : 'none_covered')} />}
          columns={[
            {
              key: 'address',
              head: t('address'),
              names: true,
              cell: (row) => (row.ref ? <a href={householdHref(row.ref)}>{row.address}</a> : row.address),
            },
            { key: 'head', head: t('head'), cell: (row) => row.head ?? '' },
            {
              key: 'steward',
              head: levelNamed(model.levels, model.level),
              cell: (row) =>
                row.steward ? (
                  <>
                    <a href={stewardHref(row.steward.ref)}>{row.steward.name}</a>{' '}
                    {row.steward.over && <Status tone="wait">{t('over_limit')}</Status>}
                  </>
                ) : (
                  <Status tone="alert">{t('without')}</Status>
                ),
            },
          ]}
        />
        <Pagination lang={face.lang} page={model.page} pages={model.pages} href={(page) => face.here({ page })} />
      </>
    ),
  };
}

/** The households behind a figure, as a sheet. */
export function coveredSheets(model: CoveredModel, face: Face): SheetContent[] {
  const t = speak(words, face.lang);
  return [
    {
      name: model.place.name,
      columns: [
        { heading: t('address'), kind: 'text', width: 28 },
        { heading: t('head'), kind: 'text' },
        { heading: levelNamed(model.levels, model.level), kind: 'text', width: 16 },
        { heading: t('over_limit'), kind: 'text' },
      ],
      rows: model.households.map((row) => [
        row.address,
        row.head,
        row.steward?.name,
        row.steward?.over ? t('over_limit') : '',
      ]),
    },
  ];
}
