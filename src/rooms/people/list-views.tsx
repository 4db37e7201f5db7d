import { formatDay } from '../../kit/clock.ts';
import type { Face } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { PageContent } from '../../kit/route.ts';
import {
  Actions,
  Badge,
  Button,
  ButtonLink,
  Card,
  Checkbox,
  DescriptionList,
  EmptyState,
  Form,
  Grid,
  Notice,
  PageHeader,
  Pagination,
  RadioGroup,
  SearchForm,
  SelectField,
  Stack,
  Table,
  TableTools,
  TextArea,
} from '../../kit/ui/index.ts';
import { sayCode, speak } from '../../kit/words.ts';
import { decideForm } from './input.ts';
import type { DuplicatesModel, PeopleModel, RequestsModel } from './models.ts';
import { myWords } from './my-words.ts';
import { TagBadges } from './parts.tsx';
import { ageGroupKeys } from './person.ts';
import { written } from './request.ts';
import { sayDetail } from './say.ts';
import { tagKinds } from './tag.ts';
import { words } from './words.ts';

type Row = PeopleModel['people'][number];

/** The list of residents. */
export function peopleView(model: PeopleModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const { lang } = face;
  const isFiltered = model.q !== '' || model.tag !== null || model.age !== null || model.without !== null;
  const title = model.place ? `${t('people')} · ${model.place.name}` : t('people');
  return {
    title,
    crumbs: model.place
      ? [{ href: hrefOf('/places/{code}', { code: model.place.code }), label: model.place.name }]
      : undefined,
    body: (
      <>
        <PageHeader
          title={title}
          lead={t('people_lead')}
          actions={
            <>
              {model.may.edit && model.place && (
                <ButtonLink href={hrefOf('/people/new', { place: model.place.code })} look="secondary" icon="user-plus">
                  {t('register')}
                </ButtonLink>
              )}
              {model.may.decide && (
                <>
                  <ButtonLink href="/people/duplicates" look="quiet" icon="git-merge">
                    {t('duplicates')}
                  </ButtonLink>
                  <ButtonLink href="/corrections" look="quiet" icon="inbox">
                    {t('corrections')}
                  </ButtonLink>
                </>
              )}
            </>
          }
        />
        <SearchForm
          lang={lang}
          action="/people"
          value={model.q}
          label={t('search_people')}
          hint={t('search_hint')}
          hidden={model.place ? { place: model.place.code } : {}}
        />
        <TableTools
          lang={lang}
          action="/people"
          count={t('people_count', { n: model.total })}
          exportHref={model.people.length > 0 ? face.here({ format: 'xlsx' }) : undefined}
          clearHref={isFiltered ? hrefOf('/people', { place: model.place?.code }) : undefined}
          hidden={{ ...(model.q ? { q: model.q } : {}), ...(model.place ? { place: model.place.code } : {}) }}
        >
          <SelectField
            lang={lang}
            name="tag"
            label={t('tags')}
            value={model.tag ?? ''}
            required={true}
            empty={t('all_tags')}
            options={model.tags.map((kind) => ({ value: kind, label: tagKinds[kind][lang] }))}
          />
          <SelectField
            lang={lang}
            name="age"
            label={t('age')}
            value={model.age ?? ''}
            required={true}
            empty={t('all_ages')}
            options={ageGroupKeys.map((group) => ({ value: group, label: t(group) }))}
          />
          <SelectField
            lang={lang}
            name="sort"
            label={t('order')}
            value={model.sort}
            required={true}
            empty={false}
            options={[
              { value: 'address', label: t('by_address') },
              { value: 'name', label: t('by_name') },
            ]}
          />
          <Checkbox
            lang={lang}
            name="without"
            label={t('without_dwelling')}
            value="dwelling"
            checked={model.without !== null}
          />
        </TableTools>
        <Table<Row>
          lang={lang}
          caption={title}
          quietCaption
          rows={model.people}
          columns={[
            {
              key: 'name',
              head: t('name'),
              names: true,
              cell: (row) => <a href={hrefOf('/people/{ref}', { ref: row.ref })}>{row.name}</a>,
            },
            { key: 'sex', head: t('sex'), cell: (row) => row.sex && t(row.sex), wideOnly: true },
            { key: 'age', head: t('age'), number: true, cell: (row) => row.age ?? '' },
            { key: 'phone', head: t('phone'), cell: (row) => row.phone ?? '' },
            {
              key: 'address',
              head: t('address'),
              cell: (row) => <a href={hrefOf('/places/{code}', { code: row.placeCode })}>{row.address}</a>,
            },
            { key: 'capacity', head: t('capacity'), cell: (row) => sayCapacity(row, face) },
            { key: 'tags', head: t('tags'), cell: (row) => <TagBadges kinds={row.tags} face={face} /> },
          ]}
          empty={
            isFiltered ? (
              <EmptyState title={t('nobody_found')}>{t('nobody_found_hint')}</EmptyState>
            ) : (
              <EmptyState title={t('nobody_yet')}>{t('nobody_yet_hint')}</EmptyState>
            )
          }
        />
        <Pagination lang={lang} page={model.page} pages={model.pages} href={(page) => face.here({ page })} />
      </>
    ),
  };
}

function sayCapacity(row: Row, face: Face): string {
  const t = speak(words, face.lang);
  if (row.capacity === null) return t('homes_none');
  return row.livesHere ? t(row.capacity) : `${t(row.capacity)} · ${t('lives_elsewhere')}`;
}

type Pair = DuplicatesModel['pairs'][number];

/** Pairs of records that may be one person. */
export function duplicatesView(model: DuplicatesModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  return {
    title: t('duplicates'),
    crumbs: [{ href: '/people', label: t('people') }],
    body: (
      <>
        <PageHeader title={t('duplicates')} lead={t('merges_lead')} />
        {model.pairs.length === 0 && <EmptyState title={t('no_suggestions')} />}
        <Stack>
          {model.pairs.map((pair) => (
            <PairCard key={`${pair.first.ref}${pair.second.ref}`} pair={pair} face={face} />
          ))}
        </Stack>
      </>
    ),
  };
}

function PairCard({ pair, face }: { readonly pair: Pair; readonly face: Face }) {
  const t = speak(words, face.lang);
  return (
    <Card
      level={2}
      title={pair.first.name}
      icon="git-merge"
      marks={<Badge tone="wait">{t(pair.reason === 'birth' ? 'same_birth' : 'same_phone')}</Badge>}
      actions={
        <ButtonLink
          href={hrefOf('/people/{ref}/merges', { ref: pair.first.ref })}
          look="secondary"
          about={pair.first.name}
        >
          {t('show')}
        </ButtonLink>
      }
    >
      <Grid>
        <TwinFacts twin={pair.first} face={face} />
        <TwinFacts twin={pair.second} face={face} />
      </Grid>
    </Card>
  );
}

/** What tells two records apart. */
export function TwinFacts({ twin, face }: { readonly twin: Pair['first']; readonly face: Face }) {
  const t = speak(words, face.lang);
  return (
    <DescriptionList
      items={[
        { term: t('name'), value: <a href={hrefOf('/people/{ref}', { ref: twin.ref })}>{twin.name}</a> },
        { term: t('sex'), value: twin.sex && t(twin.sex) },
        { term: t('birth_date'), value: twin.birthDate && formatDay(twin.birthDate, face.lang) },
        { term: t('id_number'), value: twin.idNumber },
        { term: t('phone'), value: twin.phone },
        { term: t('address'), value: twin.address },
      ]}
    />
  );
}

type Request = RequestsModel['requests'][number];

/** Corrections and erasures that wait, each with the form that decides it. */
export function requestsView(model: RequestsModel, face: Face): PageContent {
  const t = speak(myWords, face.lang);
  return {
    title: t('corrections'),
    crumbs: [{ href: '/people', label: t('people') }],
    body: (
      <>
        <PageHeader title={t('corrections')} lead={t('requests_lead')} />
        <TableTools
          lang={face.lang}
          action="/corrections"
          count={t('people_count', { n: model.total })}
          exportHref={model.requests.length > 0 ? face.here({ format: 'xlsx' }) : undefined}
        />
        {model.requests.length === 0 && <EmptyState title={t('no_open_requests')} />}
        <Stack>
          {model.requests.map((request) => (
            <RequestCard key={request.ref} request={request} face={face} />
          ))}
        </Stack>
        <Pagination lang={face.lang} page={model.page} pages={model.pages} href={(page) => face.here({ page })} />
      </>
    ),
  };
}

function RequestCard({ request, face }: { readonly request: Request; readonly face: Face }) {
  const t = speak(myWords, face.lang);
  const field = request.field;
  const inWords = (value: string | null): string | undefined =>
    value === null
      ? undefined
      : field === 'sex'
        ? sayCode(words, value, face.lang)
        : (sayDetail(field as 'note', value, face.lang) ?? value);
  return (
    <Card
      level={2}
      title={`${request.person.name} · ${request.kind === 'erasure' ? t('erasure') : t(field ?? 'other')}`}
      icon={request.kind === 'erasure' ? 'trash-2' : 'pencil'}
      marks={
        <>
          <Badge>{formatDay(request.at, face.lang)}</Badge>
          {request.byOther && (
            <Badge tone="info">
              {t('asked_by', { name: request.by, way: t(`way_${request.channel}` as 'way_phone') })}
            </Badge>
          )}
        </>
      }
    >
      <DescriptionList
        items={[
          { term: t('address'), value: request.address },
          { term: face.lang === 'zh' ? '现在' : 'Now', value: inWords(request.now) },
          { term: face.lang === 'zh' ? '应为' : 'Should be', value: inWords(request.proposed) },
          { term: t('why'), value: request.reason },
        ]}
      />
      {request.kind === 'erasure' && (
        <Notice lang={face.lang} kind="wait">
          {t('erasure_warning')}
        </Notice>
      )}
      {field !== null && !written.has(field) && <p class="hint">{t('by_hand')}</p>}
      {request.isOwn ? <p class="hint">{t('own_request')}</p> : <DecideForm request={request} face={face} />}
    </Card>
  );
}

function DecideForm({ request, face }: { readonly request: Request; readonly face: Face }) {
  const t = speak(myWords, face.lang);
  const form = face.form(decideForm, { ref: request.ref });
  return (
    <Form lang={face.lang} {...form}>
      <RadioGroup
        lang={face.lang}
        {...form.field('decision')}
        id={`decision-${request.ref}`}
        inline
        options={[
          { value: 'accept', label: t('accept') },
          { value: 'decline', label: t('decline') },
        ]}
      />
      <TextArea lang={face.lang} {...form.field('answer')} id={`answer-${request.ref}`} rows={2} maxLength={500} />
      <Actions>
        <Button look="secondary" about={request.person.name}>
          {t('decide')}
        </Button>
      </Actions>
    </Form>
  );
}
