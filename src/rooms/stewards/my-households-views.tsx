import type { Face } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { PageContent, SheetContent } from '../../kit/route.ts';
import {
  ButtonLink,
  EmptyState,
  List,
  MeterBar,
  PageHeader,
  Pagination,
  Section,
  Status,
  TableTools,
  Tabs,
} from '../../kit/ui/index.ts';
import { speak } from '../../kit/words.ts';
import type { MyHouseholdsModel } from './models.ts';
import { householdHref, stewardHref } from './parts.tsx';
import { words } from './words.ts';

/** The households somebody looks after, by building. */
export function myHouseholdsView(model: MyHouseholdsModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const chosen = model.services.find((one) => one.ref === model.chosen);
  return {
    title: t('my_households'),
    body: (
      <>
        <PageHeader title={t('my_households')} lead={t('my_households_lead')} />
        {model.services.length > 1 && (
          <Tabs
            label={t('level')}
            items={model.services.map((one) => ({
              href: hrefOf('/me/households', { steward: one.ref }),
              label: `${one.levelName} · ${one.place.name}`,
              count: one.load,
              current: one.ref === model.chosen,
            }))}
          />
        )}
        {chosen ? (
          <>
            <MeterBar
              label={`${chosen.levelName} · ${chosen.place.name}`}
              value={chosen.load}
              max={Math.max(chosen.limit, chosen.load)}
              text={t('of_limit', { n: chosen.load, limit: chosen.limit })}
              tone={chosen.load > chosen.limit ? 'wait' : 'done'}
            />
            <TableTools
              lang={face.lang}
              action="/me/households"
              count={t('n_households', { n: model.total })}
              exportHref={model.total > 0 ? face.here({ format: 'xlsx', page: undefined }) : undefined}
            />
            {model.buildings.length === 0 && (
              <EmptyState
                title={t('no_households_yet')}
                actions={
                  <ButtonLink href={stewardHref(chosen.ref)} icon="user">
                    {chosen.levelName}
                  </ButtonLink>
                }
              />
            )}
            {model.buildings.map((building) => (
              <Building key={building.place.code} building={building} face={face} />
            ))}
            <Pagination lang={face.lang} page={model.page} pages={model.pages} href={(page) => face.here({ page })} />
          </>
        ) : (
          <EmptyState title={t('not_a_steward')}>{t('not_a_steward_hint')}</EmptyState>
        )}
      </>
    ),
  };
}

function Building({
  building,
  face,
}: {
  readonly building: MyHouseholdsModel['buildings'][number];
  readonly face: Face;
}) {
  const t = speak(words, face.lang);
  return (
    <Section
      title={building.place.name}
      actions={
        building.map && (
          <ButtonLink
            href={hrefOf('/places/{code}/map', { code: building.place.code })}
            icon="grid-3x3"
            small
            about={building.place.name}
          >
            {t('see_map')}
          </ButtonLink>
        )
      }
    >
      <List
        label={building.place.name}
        items={building.households.map((one) => ({
          href: one.ref ? householdHref(one.ref) : undefined,
          title: one.door,
          text: [one.head, t('people_n', { n: one.people })].filter(Boolean).join(' · '),
          end: one.care ? (
            <Status tone="alert" icon="heart">
              {t('needs_care')}
            </Status>
          ) : undefined,
        }))}
      />
    </Section>
  );
}

/** The households somebody looks after, as a sheet. */
export function myHouseholdsSheets(model: MyHouseholdsModel, face: Face): SheetContent[] {
  const t = speak(words, face.lang);
  return [
    {
      name: t('my_households'),
      columns: [
        { heading: t('building'), kind: 'text', width: 20 },
        { heading: t('address'), kind: 'text', width: 16 },
        { heading: t('head'), kind: 'text' },
        { heading: t('people_heading'), kind: 'integer' },
        { heading: t('needs_care'), kind: 'text' },
      ],
      rows: model.buildings.flatMap((building) =>
        building.households.map((one) => [
          building.place.name,
          one.door,
          one.head,
          one.people,
          one.care ? t('needs_care') : '',
        ]),
      ),
    },
  ];
}
