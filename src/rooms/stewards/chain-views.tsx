import { formatDay } from '../../kit/clock.ts';
import type { Face } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { PageContent, SheetContent } from '../../kit/route.ts';
import {
  ButtonLink,
  Card,
  DateField,
  EmptyState,
  Grid,
  PageHeader,
  Section,
  Table,
  TableTools,
} from '../../kit/ui/index.ts';
import { speak } from '../../kit/words.ts';
import type { ChainPageModel, MyStewardsModel } from './models.ts';
import { Chain, householdHref } from './parts.tsx';
import { words } from './words.ts';

/** The chain of five of a household, on a day, and who was responsible when. */
export function chainView(model: ChainPageModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const { household } = model;
  const title = t('chain_title', { address: household.address });
  return {
    title,
    crumbs: model.may.household ? [{ href: householdHref(household.ref), label: household.address }] : undefined,
    body: (
      <>
        <PageHeader title={title} />
        <Section title={model.isToday ? t('chain_today') : t('chain_on', { day: formatDay(model.day, face.lang) })}>
          <Chain
            names={model.levels}
            chain={model.chain}
            lang={face.lang}
            empty={t(model.isToday ? 'nobody_of_level' : 'nobody_then')}
          />
        </Section>
        <Section title={t('ask_day')}>
          <TableTools
            lang={face.lang}
            action={hrefOf('/households/{ref}/stewards', { ref: household.ref })}
            clearHref={model.isToday ? undefined : hrefOf('/households/{ref}/stewards', { ref: household.ref })}
          >
            <DateField lang={face.lang} name="day" label={t('day')} value={model.day} max={model.today} />
          </TableTools>
        </Section>
        <Section title={t('history')}>
          {model.history.length > 0 && (
            <TableTools lang={face.lang} action="" exportHref={face.here({ format: 'xlsx' })} />
          )}
          <Table
            lang={face.lang}
            caption={t('history')}
            quietCaption
            rows={model.history}
            empty={<EmptyState title={t('no_history')} />}
            columns={[
              { key: 'name', head: t('name'), names: true, cell: (row) => row.name },
              { key: 'level', head: t('level'), cell: (row) => row.levelName },
              { key: 'from', head: t('since'), cell: (row) => formatDay(row.fromDay, face.lang) },
              { key: 'to', head: t('until'), cell: (row) => (row.toDay ? formatDay(row.toDay, face.lang) : '') },
            ]}
          />
        </Section>
      </>
    ),
  };
}

/** Who was responsible when, as a sheet. */
export function chainSheets(model: ChainPageModel, face: Face): SheetContent[] {
  const t = speak(words, face.lang);
  return [
    {
      name: t('history'),
      columns: [
        { heading: t('name'), kind: 'text', width: 12 },
        { heading: t('level'), kind: 'text', width: 12 },
        { heading: t('since'), kind: 'date' },
        { heading: t('until'), kind: 'date' },
      ],
      rows: model.history.map((row) => [row.name, row.levelName, row.fromDay, row.toDay]),
    },
  ];
}

/** My stewards: whom to call, nearest first. */
export function myStewardsView(model: MyStewardsModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  return {
    title: t('my_stewards'),
    body: (
      <>
        <PageHeader title={t('my_stewards')} lead={t('my_stewards_lead')} />
        {model.households.length === 0 ? (
          <EmptyState title={t('no_home')}>{t('no_home_hint')}</EmptyState>
        ) : (
          <Grid wide>
            {model.households.map((household) => (
              <Card
                key={household.ref}
                title={household.address}
                level={2}
                icon="house"
                actions={
                  <ButtonLink
                    href={hrefOf('/households/{ref}/stewards', { ref: household.ref })}
                    icon="history"
                    look="quiet"
                    about={household.address}
                  >
                    {t('history')}
                  </ButtonLink>
                }
              >
                <Chain names={model.levels} chain={household.chain} lang={face.lang} empty={t('nobody_of_level')} />
              </Card>
            ))}
          </Grid>
        )}
      </>
    ),
  };
}
