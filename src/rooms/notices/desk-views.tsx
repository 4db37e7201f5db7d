import { daysBetween, formatDay } from '../../kit/clock.ts';
import type { Face } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { PageContent } from '../../kit/route.ts';
import {
  Button,
  ButtonLink,
  Checkbox,
  Cluster,
  DateField,
  Disclosure,
  EmptyState,
  FieldRow,
  Form,
  List,
  PageHeader,
  Pagination,
  RadioGroup,
  SelectField,
  Status,
  Table,
  TableTools,
  Tabs,
  TextArea,
  TextField,
} from '../../kit/ui/index.ts';
import { speak } from '../../kit/words.ts';
import { writeForm } from './input.ts';
import { factsOf } from './kind.ts';
import type { DeskModel, NewModel, NoticeLine } from './models.ts';
import { endsText, kindOptions, noticeHref, placeCrumbs, StandingMark } from './parts.tsx';
import { words } from './words.ts';

/** So many days before its end a notice is pointed at. */
const soon = 3;

/** Drafts, what is posted with what ends soon first, and what is over. */
export function deskView(model: DeskModel, face: Face): PageContent {
  const { lang } = face;
  const t = speak(words, lang);
  return {
    title: t('desk_title'),
    crumbs: [{ href: '/desk', label: t('desk') }],
    body: (
      <>
        <PageHeader title={t('desk_title')} lead={t('desk_lead')} />
        <Cluster>
          {model.places.map((place, i) => (
            <ButtonLink
              key={place.code}
              href={hrefOf('/places/{code}/notices/new', { code: place.code })}
              icon="plus"
              look={i === 0 ? 'primary' : 'secondary'}
            >
              {t('write_at', { place: place.name })}
            </ButtonLink>
          ))}
        </Cluster>
        <Tabs
          label={t('desk_title')}
          items={(['now', 'drafts', 'past'] as const).map((tab) => ({
            href: hrefOf('/desk/notices', { tab }),
            label: t(`desk_${tab}`),
            current: model.tab === tab,
          }))}
        />
        <TableTools
          lang={lang}
          action="/desk/notices"
          count={t('notices_n', { n: model.total })}
          exportHref={model.total > 0 ? face.here({ format: 'xlsx', page: undefined }) : undefined}
        />
        <Table
          lang={lang}
          caption={t(`desk_${model.tab}`)}
          quietCaption
          columns={[
            {
              key: 'title',
              head: t('title'),
              names: true,
              cell: (notice: NoticeLine) => <a href={noticeHref(notice)}>{notice.title}</a>,
            },
            { key: 'number', head: t('number_head'), cell: (notice) => notice.number ?? '–' },
            { key: 'kind', head: t('kind'), cell: (notice) => factsOf(notice.kind).name[lang] },
            { key: 'place', head: t('place'), cell: (notice) => notice.place.name },
            { key: 'group', head: t('group'), wideOnly: true, cell: (notice) => notice.group.name },
            { key: 'ends', head: t('ends'), cell: (notice) => <Ends notice={notice} face={face} /> },
            {
              key: 'standing',
              head: t('standing'),
              cell: (notice) => <StandingMark standing={notice.standing} lang={lang} />,
            },
          ]}
          rows={model.notices}
          empty={<EmptyState title={t(`desk_none_${model.tab}`)}>{t('desk_none_hint')}</EmptyState>}
        />
        <Pagination lang={lang} page={model.page} pages={model.pages} href={(page) => face.here({ page })} />
      </>
    ),
  };
}

function Ends({ notice, face }: { readonly notice: NoticeLine; readonly face: Face }) {
  const isClose = notice.standing === 'showing' && daysBetween(face.today, notice.lastDay) <= soon;
  return (
    <span>
      {formatDay(notice.lastDay, face.lang)}{' '}
      {isClose && <Status tone="wait">{endsText(notice, face.today, face.lang)}</Status>}
    </span>
  );
}

/** The form for a new notice. */
export function newView(model: NewModel, face: Face): PageContent {
  const { lang } = face;
  const t = speak(words, lang);
  const title = t('new_title', { place: model.place.name });
  const form = face.form(writeForm, {
    code: model.place.code,
    group: model.groups[0]?.ref,
    kind: model.kind ?? undefined,
    fromDay: model.fromDay,
    lastDay: model.lastDay,
  });
  return {
    title,
    crumbs: [...placeCrumbs([...model.line, model.place])],
    body: (
      <>
        <PageHeader title={title} lead={t('new_lead')} />
        {model.below.length > 0 && (
          <Disclosure summary={t('below')}>
            <List
              label={t('below')}
              items={model.below.map((place) => ({
                href: hrefOf('/places/{code}/notices/new', { code: place.code }),
                title: place.name,
              }))}
            />
          </Disclosure>
        )}
        <Form lang={lang} {...form} hidden={model.groups.length === 1 ? { group: model.groups[0]?.ref ?? '' } : {}}>
          {model.groups.length > 1 && (
            <RadioGroup
              lang={lang}
              {...form.field('group')}
              options={model.groups.map((group) => ({ value: group.ref, label: group.name }))}
            />
          )}
          <DraftFields face={face} form={form} />
          <Button look="primary" icon="eye">
            {t('save_draft')}
          </Button>
        </Form>
      </>
    ),
  };
}

/** What a draft says; the same when it is new and when it is changed. */
export function DraftFields({ face, form }: { readonly face: Face; readonly form: ReturnType<Face['form']> }) {
  const { lang } = face;
  const t = speak(words, lang);
  return (
    <>
      <SelectField
        lang={lang}
        {...form.field('kind')}
        options={kindOptions(lang)}
        hint={t('kind_hint')}
        width="medium"
      />
      <TextField lang={lang} {...form.field('title')} maxLength={60} />
      <TextArea lang={lang} {...form.field('body')} rows={10} maxLength={5000} hint={t('body_hint')} />
      <FieldRow>
        <DateField lang={lang} {...form.field('fromDay')} min={face.today} />
        <DateField lang={lang} {...form.field('lastDay')} min={face.today} hint={t('last_day_hint')} />
      </FieldRow>
      <Checkbox lang={lang} {...form.field('tellsAll')} hint={t('tells_all_hint')} />
    </>
  );
}
