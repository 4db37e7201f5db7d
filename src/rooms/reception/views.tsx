import { formatDay, formatTime } from '../../kit/clock.ts';
import type { Face } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { PageContent, SheetContent } from '../../kit/route.ts';
import {
  Button,
  DateField,
  EmptyState,
  FieldGroup,
  FieldRow,
  Figures,
  Form,
  Grid,
  List,
  PageHeader,
  Pagination,
  RadioGroup,
  Section,
  SelectField,
  Table,
  TableTools,
  TextArea,
  TextField,
} from '../../kit/ui/index.ts';
import { speak } from '../../kit/words.ts';
import { kindFacts, openKinds } from '../issues/index.ts';
import { receiveForm } from './input.ts';
import type { DeskModel } from './models.ts';
import { outcomeNames, outcomes, referralNames, referrals, topicNames, topics } from './reception.ts';
import { words } from './words.ts';

/** One screen for the window clerk: the next visit on top, the figures of the time, the visits. */
export function deskView(model: DeskModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const { lang } = face;
  return {
    title: t('title'),
    crumbs: [{ href: '/desk', label: lang === 'zh' ? '工作台' : 'Desk' }],
    body: (
      <>
        <PageHeader title={t('title')} kicker={model.place.name} lead={t('lead')} />
        <Receive model={model} face={face} />
        <Section title={t('figures', { from: formatDay(model.from, lang), until: formatDay(model.until, lang) })}>
          <Figures
            items={[
              { value: String(model.visits), label: t('visits') },
              { value: String(model.people), label: t('people') },
              ...model.outcomes.map((one) => ({ value: String(one.n), label: outcomeNames[one.outcome][lang] })),
            ]}
          />
          {model.visits > 0 && (
            <Grid>
              <List
                label={t('by_topic')}
                items={model.topics.map((one) => ({ title: topicNames[one.topic][lang], end: one.n }))}
              />
              <List
                label={t('by_referral')}
                items={model.referrals.map((one) => ({ title: referralNames[one.referral][lang], end: one.n }))}
              />
            </Grid>
          )}
        </Section>
        <Section title={t('list')}>
          <TableTools
            lang={lang}
            action="/desk/reception"
            hidden={{ place: model.place.code }}
            exportHref={face.here({ format: 'xlsx' })}
            count={t('count', { n: model.visits })}
          >
            <DateField lang={lang} id="from" name="from" label={t('from')} value={model.from} required={false} />
            <DateField lang={lang} id="until" name="until" label={t('until')} value={model.until} required={false} />
          </TableTools>
          <Table
            lang={lang}
            caption={t('list')}
            quietCaption
            rows={model.rows}
            empty={<EmptyState title={t('none')}>{t('none_hint')}</EmptyState>}
            columns={[
              {
                key: 'when',
                head: t('when'),
                names: true,
                cell: (row) => formatTime(new Date(row.at), face.zone, lang),
              },
              { key: 'topic', head: t('topic'), cell: (row) => topicNames[row.topic][lang] },
              {
                key: 'outcome',
                head: t('outcome'),
                cell: (row) =>
                  row.issue ? (
                    <a href={hrefOf('/issues/{ref}', { ref: row.issue })}>{outcomeNames[row.outcome][lang]}</a>
                  ) : (
                    [outcomeNames[row.outcome][lang], row.referral && referralNames[row.referral][lang]]
                      .filter(Boolean)
                      .join(' · ')
                  ),
              },
              { key: 'people', head: t('n'), number: true, cell: (row) => row.people },
              { key: 'note', head: t('note'), cell: (row) => row.note ?? '' },
            ]}
          />
          <Pagination
            lang={lang}
            page={model.page}
            pages={model.pages}
            href={(page) => face.here({ page: page === 1 ? undefined : page })}
          />
        </Section>
      </>
    ),
  };
}

function Receive({ model, face }: { readonly model: DeskModel; readonly face: Face }) {
  const t = speak(words, face.lang);
  const { lang } = face;
  const form = face.form(receiveForm, { place: model.place.code, people: 1 });
  return (
    <Form lang={lang} {...form}>
      <SelectField
        lang={lang}
        {...form.field('place')}
        empty={false}
        options={model.windows.map((window) => ({ value: window.code, label: window.name }))}
      />
      <RadioGroup
        lang={lang}
        {...form.field('topic')}
        inline
        options={topics.map((topic) => ({ value: topic, label: topicNames[topic][lang] }))}
      />
      <FieldGroup legend={t('who')} hint={t('who_hint')} row>
        <TextField lang={lang} {...form.field('name')} autoComplete="off" />
        <TextField lang={lang} {...form.field('phone')} type="tel" autoComplete="off" />
        <TextField lang={lang} {...form.field('people')} type="number" min={1} max={50} width="short" />
      </FieldGroup>
      <TextArea lang={lang} {...form.field('note')} rows={2} />
      <RadioGroup
        lang={lang}
        {...form.field('outcome')}
        inline
        options={outcomes.map((outcome) => ({ value: outcome, label: outcomeNames[outcome][lang] }))}
      />
      <FieldRow>
        <SelectField
          lang={lang}
          {...form.field('referral')}
          hint={t('referral_hint')}
          options={referrals.map((referral) => ({ value: referral, label: referralNames[referral][lang] }))}
        />
        <TextField lang={lang} {...form.field('title')} maxLength={120} hint={t('issue_hint')} />
        <SelectField
          lang={lang}
          {...form.field('kind')}
          options={openKinds.map((kind) => ({ value: kind, label: kindFacts[kind].name[lang] }))}
        />
      </FieldRow>
      <Button look="primary">{t('receive')}</Button>
    </Form>
  );
}

/** The visits shown, and the figures, as sheets. */
export function deskSheets(model: DeskModel, face: Face): readonly SheetContent[] {
  const t = speak(words, face.lang);
  const { lang } = face;
  return [
    {
      name: t('list'),
      columns: [
        { heading: t('when'), kind: 'datetime' },
        { heading: t('topic'), kind: 'text' },
        { heading: t('outcome'), kind: 'text' },
        { heading: t('by_referral'), kind: 'text' },
        { heading: t('n'), kind: 'integer' },
        { heading: t('note'), kind: 'text', width: 50 },
      ],
      rows: model.rows.map((row) => [
        new Date(row.at),
        topicNames[row.topic][lang],
        outcomeNames[row.outcome][lang],
        row.referral && referralNames[row.referral][lang],
        row.people,
        row.note,
      ]),
    },
    {
      name: t('by_topic'),
      columns: [
        { heading: t('topic'), kind: 'text' },
        { heading: t('visits'), kind: 'integer' },
      ],
      rows: [
        ...model.topics.map((one) => [topicNames[one.topic][lang], one.n]),
        ...model.outcomes.map((one) => [outcomeNames[one.outcome][lang], one.n]),
        ...model.referrals.map((one) => [referralNames[one.referral][lang], one.n]),
      ],
    },
  ];
}
