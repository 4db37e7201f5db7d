import { formatDay } from '../../kit/clock.ts';
import type { Face } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { PageContent } from '../../kit/route.ts';
import {
  Badge,
  ButtonLink,
  Cluster,
  DescriptionList,
  EmptyState,
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
import type { MyDataModel, MyReadsModel, Whose } from './models.ts';
import { sayReason, sayWhat } from './my-sheets.ts';
import { myWords } from './my-words.ts';
import { Facts, Story, sayBelonging } from './parts.tsx';
import { detailKeys } from './person.ts';
import { TagList } from './person-views.tsx';
import { sayDetail } from './say.ts';

type Pages = 'data' | 'reads' | 'consents' | 'requests';

/** The top of the pages about one's data: whose it is, as whom one looks, and the other pages. */
export function MyTop({
  whose,
  here,
  lead,
  face,
}: {
  readonly whose: Whose;
  readonly here: Pages;
  readonly lead?: string | undefined;
  readonly face: Face;
}) {
  const t = speak(myWords, face.lang);
  const isSelf = whose.standing === 'self';
  const tabs: readonly (readonly [Pages, string])[] = [
    ['data', t('tab_data')],
    ['reads', t('tab_reads')],
    ['consents', t('tab_consents')],
    ['requests', t('tab_requests')],
  ];
  return (
    <>
      <PageHeader
        title={isSelf ? t('my_data') : t('data_of', { name: whose.name })}
        lead={lead}
        marks={
          !isSelf && <Badge tone="info">{whose.standing === 'guardian' ? t('as_guardian') : t('as_relative')}</Badge>
        }
      />
      <Tabs
        label={t('my_data')}
        items={tabs.map(([page, label]) => ({
          label,
          href: hrefOf(`/me/${page}`, { for: isSelf ? undefined : whose.ref }),
          current: page === here,
        }))}
      />
    </>
  );
}

/** Where the pages of one's own stand. */
export function myCrumbs(face: Face): { href: string; label: string }[] {
  return [{ href: '/me', label: face.actor?.name ?? '' }];
}

/** Everything that is held about a person. */
export function dataView(model: MyDataModel, face: Face): PageContent {
  const t = speak(myWords, face.lang);
  const { whose } = model;
  const forWhom = { for: whose.standing === 'self' ? undefined : whose.ref };
  return {
    title: whose.standing === 'self' ? t('my_data') : t('data_of', { name: whose.name }),
    crumbs: myCrumbs(face),
    body: (
      <>
        <MyTop whose={whose} here="data" lead={t('my_data_lead')} face={face} />
        <Section
          title={t('particulars')}
          actions={
            whose.may.correct && (
              <ButtonLink href={hrefOf('/me/requests', forWhom)} look="secondary" icon="pencil">
                {t('ask_correction')}
              </ButtonLink>
            )
          }
        >
          <DescriptionList
            items={[
              { term: t('name'), value: model.name },
              { term: t('sex'), value: model.sex && t(model.sex) },
              { term: t('birth_date'), value: model.birthDate && formatDay(model.birthDate, face.lang) },
              { term: t('id_number'), value: model.idNumber },
              { term: t('phone'), value: model.phone },
              ...detailKeys.map((key) => ({ term: t(key), value: sayDetail(key, model.details[key], face.lang) })),
              { term: t('guardian'), value: model.guardian },
              { term: t('kept_by'), value: model.keptBy },
            ]}
          />
        </Section>
        <Section title={t('homes')}>
          {model.homes.length === 0 ? (
            <EmptyState title={t('homes_none')} />
          ) : (
            <List
              label={t('homes')}
              items={model.homes.map((home) => ({
                title: home.address,
                text: [
                  sayBelonging(home, face),
                  home.housemates.length > 0
                    ? `${t('family_of')}: ${home.housemates.join(face.lang === 'zh' ? '、' : ', ')}`
                    : undefined,
                ]
                  .filter(Boolean)
                  .join(' · '),
                end: home.toDay === null ? undefined : <Status tone="muted">{t('ended')}</Status>,
              }))}
            />
          )}
        </Section>
        <Section title={t('tags')}>
          {model.tags.length === 0 ? <EmptyState title={t('no_tags')} /> : <TagList tags={model.tags} face={face} />}
        </Section>
        <Facts sections={model.facts} face={face} />
        {whose.standing === 'self' && (
          <Cluster>
            <ButtonLink href="/me/family" look="quiet" icon="users">
              {t('family')}
            </ButtonLink>
          </Cluster>
        )}
        {whose.may.copy && (
          <Section title={t('take_copy')} lead={t('take_copy_hint')}>
            <Cluster>
              <ButtonLink href={hrefOf('/me/data.xlsx', forWhom)} look="secondary" icon="download" download>
                {t('copy_xlsx')}
              </ButtonLink>
              <ButtonLink href={hrefOf('/me/data.json', forWhom)} look="secondary" icon="download" download>
                {t('copy_json')}
              </ButtonLink>
            </Cluster>
          </Section>
        )}
        <Story lines={model.timeline} title={t('told_twice')} face={face} />
      </>
    ),
  };
}

/** Who opened the record, and why. */
export function readsView(model: MyReadsModel, face: Face): PageContent {
  const t = speak(myWords, face.lang);
  return {
    title: t('tab_reads'),
    crumbs: myCrumbs(face),
    body: (
      <>
        <MyTop whose={model.whose} here="reads" lead={t('reads_lead')} face={face} />
        <TableTools
          lang={face.lang}
          action="/me/reads"
          exportHref={model.reads.length > 0 ? face.here({ format: 'xlsx' }) : undefined}
        />
        <Table<MyReadsModel['reads'][number]>
          lang={face.lang}
          caption={t('tab_reads')}
          quietCaption
          rows={model.reads}
          columns={[
            { key: 'when', head: t('when'), names: true, cell: (row) => <time datetime={row.at}>{row.when}</time> },
            { key: 'who', head: t('who'), cell: (row) => row.who },
            { key: 'what', head: t('what'), cell: (row) => sayWhat(row.what, face.lang) },
            { key: 'why', head: t('why'), cell: (row) => sayReason(row.reason, face.lang) },
          ]}
          empty={<EmptyState title={t('no_reads')} />}
        />
        <Pagination lang={face.lang} page={model.page} pages={model.pages} href={(page) => face.here({ page })} />
      </>
    ),
  };
}
