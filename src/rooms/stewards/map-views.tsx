import type { Face } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { Lang } from '../../kit/lang.ts';
import type { PageContent, SheetContent } from '../../kit/route.ts';
import {
  Actions,
  ButtonLink,
  CellGrid,
  type CellState,
  CheckboxGroup,
  EmptyState,
  Form,
  type GridGroup,
  Notice,
  PageHeader,
  Section,
  Table,
  TableTools,
  Tabs,
} from '../../kit/ui/index.ts';
import { speak } from '../../kit/words.ts';
import { linkForm } from './input.ts';
import { LinkFields } from './link-views.tsx';
import { type Aspect, aspectStates } from './map-aspect.ts';
import type { MapModel } from './models.ts';
import { LevelTabs, percent, placeCrumbs, placeHref } from './parts.tsx';
import { words } from './words.ts';

/** The people's map of a compound, a building or an entrance. */
export function mapView(model: MapModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const title = t('map_title', { place: model.place.name });
  const seesDoors = model.counts !== null;
  const isChoosing = model.linking !== null;
  return {
    title,
    crumbs: placeCrumbs([...model.line, model.place]),
    body: (
      <>
        <PageHeader
          title={title}
          lead={t(model.entrances ? 'map_lead_doors' : seesDoors ? 'map_lead_compound' : 'map_lead_totals')}
        />
        {model.may.link && seesDoors && (
          <Actions>
            {model.entrances && (
              <ButtonLink
                href={face.here({ select: isChoosing ? undefined : '1', aspect: undefined })}
                icon={isChoosing ? 'x' : 'square-check'}
              >
                {t(isChoosing ? 'stop_choosing' : 'choose_doors')}
              </ButtonLink>
            )}
            <ButtonLink
              href={hrefOf('/places/{code}/links', { code: model.place.code, level: model.level })}
              icon="link"
            >
              {t('link_here')}
            </ButtonLink>
          </Actions>
        )}
        {model.aspects.length > 1 && !isChoosing && (
          <Tabs
            label={t('aspect')}
            items={model.aspects.map((aspect) => ({
              href: face.here({ aspect }),
              label: t(`aspect_${aspect}`),
              current: aspect === model.aspect,
            }))}
          />
        )}
        {model.aspect === 'steward' && seesDoors && <LevelTabs names={model.levels} level={model.level} face={face} />}
        {model.entrances && model.entrances.length > 0 && (
          <TableTools lang={face.lang} action="" exportHref={face.here({ format: 'xlsx', select: undefined })} />
        )}
        {model.entrances && (isChoosing ? <Choosing model={model} face={face} /> : <Doors model={model} face={face} />)}
        <Totals model={model} face={face} />
      </>
    ),
  };
}

type Part = { readonly model: MapModel; readonly face: Face };

/** The states of an aspect in words. */
function statesOf(aspect: Aspect, lang: Lang): Record<string, CellState> {
  const t = speak(words, lang);
  return Object.fromEntries(
    Object.entries(aspectStates[aspect]).map(([state, sign]) => [
      state,
      { ...sign, label: t(`state_${state}` as keyof typeof words) },
    ]),
  );
}

function floorName(floor: number | null, lang: Lang): string {
  const t = speak(words, lang);
  if (floor === null) return t('floor_unknown');
  return floor < 0 ? t('floor_below', { n: -floor }) : t('floor_n', { n: floor });
}

function Doors({
  model,
  face,
  select,
}: Part & { readonly select?: { readonly name: string; readonly ticked: readonly string[] } }) {
  const t = speak(words, face.lang);
  if (!model.entrances || model.entrances.length === 0) return <EmptyState title={t('no_doors')} />;
  const groups = model.entrances.map(
    (entrance): GridGroup => ({
      label: entrance.place.name,
      href: placeHref(entrance.place),
      columns: entrance.columns,
      rows: entrance.floors.map(({ floor, cells }) => ({
        label: floorName(floor, face.lang),
        cells: cells.map((cell) =>
          cell === null
            ? undefined
            : {
                label: cell.label,
                state: cell.state,
                detail: cell.detail || undefined,
                href: cell.href,
                ...(select ? { value: cell.code, checked: select.ticked.includes(cell.code) } : {}),
              },
        ),
      })),
    }),
  );
  return (
    <CellGrid
      lang={face.lang}
      id="map"
      caption={t('map_caption', { place: model.place.name })}
      groups={groups}
      states={statesOf(model.aspect, face.lang)}
      rowHead={t('floor')}
      counts={model.counts ?? undefined}
      select={select && { name: select.name }}
    />
  );
}

/** Doors to tick, and to whom they go. */
function Choosing({ model, face }: Part) {
  const t = speak(words, face.lang);
  const { linking } = model;
  if (!linking) return null;
  const form = face.form(linkForm, { code: model.place.code, fromDay: linking.today, from: 'map', level: model.level });
  const places = form.field('places');
  const entrances = (model.entrances ?? []).filter(
    (entrance) => entrance.place.kind === 'entrance' && entrance.place.code !== model.place.code,
  );
  return (
    <Form lang={face.lang} {...form} hidden={{ from: 'map', level: String(model.level) }}>
      <Notice lang={face.lang} kind="info">
        {t('choose_hint')}
      </Notice>
      <div id={places.id}>
        <Doors model={model} face={face} select={{ name: 'places', ticked: places.values }} />
      </div>
      <CheckboxGroup
        lang={face.lang}
        name="places"
        id="whole-places"
        label={t('whole_entrances')}
        inline
        values={places.values}
        options={[
          { value: model.place.code, label: model.place.kind === 'building' ? t('whole_building') : model.place.name },
          ...entrances.map((entrance) => ({ value: entrance.place.code, label: entrance.place.name })),
        ]}
      />
      {linking.stewards.length === 0 && <EmptyState title={t('no_candidates')}>{t('no_candidates_hint')}</EmptyState>}
      <LinkFields form={form} stewards={linking.stewards} face={face} />
    </Form>
  );
}

/** Totals by entrance and by building. */
function Totals({ model, face }: Part) {
  const t = speak(words, face.lang);
  const states = Object.entries(statesOf(model.aspect, face.lang));
  const counted = (counts: Readonly<Record<string, number>>) => states.map(([state]) => counts[state] ?? 0);
  return (
    <>
      {model.entrances && model.entrances.length > 1 && (
        <Section title={t('entrance_totals')}>
          <Table
            lang={face.lang}
            caption={t('entrance_totals')}
            quietCaption
            phone="scroll"
            rows={model.entrances}
            columns={[
              { key: 'place', head: t('place'), names: true, cell: (row) => row.place.name },
              ...states.map(([state, { label }], i) => ({
                key: state,
                head: label,
                number: true,
                cell: (row: (typeof model.entrances & object)[number]) => counted(row.counts)[i] ?? 0,
              })),
            ]}
          />
        </Section>
      )}
      {(model.place.kind === 'compound' || model.counts === null) && (
        <Section title={t('buildings')}>
          <TableTools
            lang={face.lang}
            action=""
            exportHref={model.buildings.length > 0 ? face.here({ format: 'xlsx' }) : undefined}
          />
          <Table
            lang={face.lang}
            caption={t('buildings')}
            quietCaption
            phone="scroll"
            rows={model.buildings}
            empty={<EmptyState title={t('no_doors')} />}
            columns={[
              {
                key: 'place',
                head: t('building'),
                names: true,
                cell: (row) =>
                  model.counts === null ? (
                    row.place.name
                  ) : (
                    <a
                      href={hrefOf('/places/{code}/map', {
                        code: row.place.code,
                        aspect: model.aspect,
                        level: model.level,
                      })}
                    >
                      {row.place.name}
                    </a>
                  ),
              },
              { key: 'dwellings', head: t('dwellings'), number: true, cell: (row) => row.dwellings },
              { key: 'households', head: t('households'), number: true, cell: (row) => row.households },
              ...(model.counts === null
                ? [
                    {
                      key: 'linked',
                      head: t('linked'),
                      number: true,
                      cell: (row: MapModel['buildings'][number]) => row.linked,
                    },
                    {
                      key: 'share',
                      head: t('share'),
                      number: true,
                      cell: (row: MapModel['buildings'][number]) => percent(row.linked, row.households),
                    },
                  ]
                : states.map(([state, { label }]) => ({
                    key: state,
                    head: label,
                    number: true,
                    cell: (row: MapModel['buildings'][number]) => row.counts?.[state] ?? 0,
                  }))),
            ]}
          />
        </Section>
      )}
    </>
  );
}

/** The map as sheets: door by door where doors may be seen, and the totals by building. */
export function mapSheets(model: MapModel, face: Face): SheetContent[] {
  const t = speak(words, face.lang);
  const states = statesOf(model.aspect, face.lang);
  const doors = (model.entrances ?? []).flatMap((entrance) =>
    entrance.floors.flatMap(({ floor, cells }) =>
      cells.flatMap((cell) =>
        cell
          ? [
              [
                entrance.place.name,
                floorName(floor, face.lang),
                cell.label,
                states[cell.state]?.label ?? cell.state,
                cell.detail,
              ],
            ]
          : [],
      ),
    ),
  );
  const counted = Object.entries(states);
  return [
    ...(doors.length > 0
      ? [
          {
            name: t(`aspect_${model.aspect}`),
            columns: [
              { heading: t('place'), kind: 'text' as const },
              { heading: t('floor'), kind: 'text' as const },
              { heading: t('door'), kind: 'text' as const },
              { heading: t('state'), kind: 'text' as const, width: 16 },
              { heading: t('detail'), kind: 'text' as const, width: 24 },
            ],
            rows: doors,
          },
        ]
      : []),
    {
      name: t('buildings'),
      columns: [
        { heading: t('building'), kind: 'text', width: 14 },
        { heading: t('dwellings'), kind: 'integer' },
        { heading: t('households'), kind: 'integer' },
        { heading: t('linked'), kind: 'integer' },
        ...(model.counts === null
          ? []
          : counted.map(([, { label }]) => ({ heading: label, kind: 'integer' as const }))),
      ],
      rows: model.buildings.map((row) => [
        row.place.name,
        row.dwellings,
        row.households,
        row.linked,
        ...(model.counts === null ? [] : counted.map(([state]) => row.counts?.[state] ?? 0)),
      ]),
    },
  ];
}
