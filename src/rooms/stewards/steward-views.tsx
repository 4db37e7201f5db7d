import { formatDay } from '../../kit/clock.ts';
import type { Face } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { PageContent, SheetContent } from '../../kit/route.ts';
import {
  Actions,
  Button,
  ButtonLink,
  Checkbox,
  CheckboxGroup,
  DateField,
  DescriptionList,
  Disclosure,
  EmptyState,
  FieldRow,
  Form,
  Notice,
  PageHeader,
  Pagination,
  PhoneLink,
  Section,
  SelectField,
  Status,
  Table,
  TableTools,
  TextField,
} from '../../kit/ui/index.ts';
import { speak } from '../../kit/words.ts';
import { appointForm, endForm, handOverForm, levelsForm, unlinkForm } from './input.ts';
import type { AppointModel, LevelsModel, LinkRow, StewardModel, StewardsModel } from './models.ts';
import { householdHref, Load, levelNamed, placeCrumbs, placeHref, stewardHref } from './parts.tsx';
import { words } from './words.ts';

/** The list of stewards. */
export function stewardsView(model: StewardsModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const at = model.place ?? model.choices[0];
  const isFiltered = model.q !== '' || model.level !== null || model.place !== null;
  return {
    title: t('list_title'),
    crumbs: [{ href: hrefOf('/coverage', { place: model.place?.code }), label: t('coverage') }],
    body: (
      <>
        <PageHeader title={t('list_title')} lead={t('list_lead')} kicker={model.place?.name} />
        <Actions>
          {model.may.appoint && at && (
            <ButtonLink href={hrefOf('/places/{code}/stewards/new', { code: at.code })} icon="user-plus" look="primary">
              {t('appoint')}
            </ButtonLink>
          )}
          {model.may.levels && (
            <ButtonLink href="/stewards/levels" icon="settings">
              {t('set_levels')}
            </ButtonLink>
          )}
        </Actions>
        <TableTools
          lang={face.lang}
          action="/stewards"
          hidden={model.place ? { place: model.place.code } : {}}
          clearHref={isFiltered ? '/stewards' : undefined}
          count={t('n_stewards', { n: model.total })}
          exportHref={model.total > 0 ? face.here({ format: 'xlsx', page: undefined }) : undefined}
        >
          <SelectField
            lang={face.lang}
            name="level"
            label={t('level')}
            required={false}
            value={model.level === null ? '' : String(model.level)}
            empty={t('all_levels')}
            options={model.levels.map((one) => ({ value: String(one.level), label: one.name }))}
          />
          <TextField lang={face.lang} name="q" label={t('name')} value={model.q} required={false} maxLength={20} />
        </TableTools>
        <Table
          lang={face.lang}
          caption={t('list_title')}
          quietCaption
          rows={model.stewards}
          empty={<EmptyState title={t('no_stewards')}>{t('no_stewards_hint')}</EmptyState>}
          sort={{
            by: face.url.searchParams.get('sort') ?? 'level',
            descending: face.url.searchParams.get('down') === '1',
            href: (by, down) => face.here({ sort: by, down: down ? '1' : undefined, page: undefined }),
          }}
          columns={[
            {
              key: 'name',
              head: t('name'),
              names: true,
              sortable: true,
              cell: (row) => <a href={stewardHref(row.ref)}>{row.name}</a>,
            },
            { key: 'level', head: t('level'), sortable: true, cell: (row) => levelNamed(model.levels, row.level) },
            { key: 'place', head: t('serves_at'), cell: (row) => <a href={placeHref(row.place)}>{row.place.name}</a> },
            {
              key: 'load',
              head: t('load'),
              sortable: true,
              cell: (row) => <Load load={row.load} over={row.over} lang={face.lang} />,
            },
            { key: 'since', head: t('since'), wideOnly: true, cell: (row) => formatDay(row.fromDay, face.lang) },
          ]}
        />
        <Pagination lang={face.lang} page={model.page} pages={model.pages} href={(page) => face.here({ page })} />
      </>
    ),
  };
}

/** The list of stewards as a sheet. */
export function stewardsSheets(model: StewardsModel, face: Face): SheetContent[] {
  const t = speak(words, face.lang);
  return [
    {
      name: t('list_title'),
      columns: [
        { heading: t('name'), kind: 'text', width: 12 },
        { heading: t('level'), kind: 'text', width: 12 },
        { heading: t('serves_at'), kind: 'text', width: 24 },
        { heading: t('load'), kind: 'integer' },
        { heading: t('over_limit'), kind: 'text' },
        { heading: t('since'), kind: 'date' },
        { heading: t('until'), kind: 'date' },
      ],
      rows: model.stewards.map((row) => [
        row.name,
        levelNamed(model.levels, row.level),
        row.place.name,
        row.load,
        row.over ? t('over_limit') : '',
        row.fromDay,
        row.toDay,
      ]),
    },
  ];
}

/** One steward: what they look after, and handing it over. */
export function stewardView(model: StewardModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const dates = [formatDay(model.fromDay, face.lang), model.toDay && formatDay(model.toDay, face.lang)];
  return {
    title: `${model.name} · ${model.level.name}`,
    crumbs: [
      ...placeCrumbs([...model.line, model.place]),
      { href: hrefOf('/stewards', { place: model.place.code }), label: t('list_title') },
    ],
    body: (
      <>
        <PageHeader
          title={model.name}
          kicker={model.level.name}
          marks={
            model.serves ? undefined : (
              <Status tone="muted">{t(model.fromDay > model.today ? 'not_yet' : 'no_longer')}</Status>
            )
          }
        />
        <DescriptionList
          items={[
            {
              term: t('call'),
              value: model.phone && <PhoneLink lang={face.lang} number={model.phone} name={model.name} />,
            },
            {
              term: t('serves_at'),
              value: (
                <a href={placeHref(model.place)}>
                  {[...model.line.slice(2), model.place]
                    .map((place) => place.name)
                    .join(face.lang === 'zh' ? '' : ', ')}
                </a>
              ),
            },
            { term: t('load'), value: <Load load={model.load} over={model.over} lang={face.lang} /> },
            { term: t('limit_n', { n: model.level.limit }), value: t(model.over ? 'over_limit' : 'within_limit') },
            { term: t('since'), value: dates.filter(Boolean).join(' – ') },
          ]}
        />
        {model.links.length + model.past.length > 0 && (
          <TableTools lang={face.lang} action="" exportHref={face.here({ format: 'xlsx' })} />
        )}
        {model.may.link && model.others.length > 0 ? (
          <HandOver model={model} face={face} />
        ) : (
          <LinkSection model={model} face={face} />
        )}
        {model.may.link && <Unlink model={model} face={face} />}
        {model.may.end && <EndService model={model} face={face} />}
        {model.past.length > 0 && (
          <Section title={t('past_links')}>
            <LinkTable rows={model.past} face={face} caption={t('past_links')} ended />
          </Section>
        )}
      </>
    ),
  };
}

type Part = { readonly model: StewardModel; readonly face: Face };

function LinkSection({ model, face }: Part) {
  const t = speak(words, face.lang);
  return (
    <Section
      title={t('links')}
      actions={
        <ButtonLink
          href={hrefOf('/places/{code}/links', { code: model.place.code, level: model.level.level })}
          icon="link"
          small
        >
          {t('link_here')}
        </ButtonLink>
      }
    >
      <LinkTable rows={model.links} face={face} caption={t('links')} />
      {model.may.link && (
        <Notice lang={face.lang} kind="info">
          {t('nobody_else')}
        </Notice>
      )}
    </Section>
  );
}

function LinkTable({
  rows,
  face,
  caption,
  ended,
  select,
}: {
  readonly rows: readonly LinkRow[];
  readonly face: Face;
  readonly caption: string;
  readonly ended?: boolean;
  readonly select?: string;
}) {
  const t = speak(words, face.lang);
  return (
    <Table
      lang={face.lang}
      caption={caption}
      quietCaption
      rows={rows}
      empty={<EmptyState title={t('no_links')}>{t('no_links_hint')}</EmptyState>}
      select={
        select === undefined ? undefined : { name: select, value: (row) => row.id, label: (row) => row.place.name }
      }
      columns={[
        {
          key: 'place',
          head: t('place'),
          names: true,
          cell: (row) =>
            row.household ? (
              <a href={householdHref(row.household.ref)}>
                {t('single_household', { name: [row.place.name, row.household.head].filter(Boolean).join(' ') })}
              </a>
            ) : (
              <a href={placeHref(row.place)}>{row.place.name}</a>
            ),
        },
        ...(ended
          ? []
          : [{ key: 'households', head: t('load'), number: true, cell: (row: LinkRow) => row.households }]),
        { key: 'from', head: t('since'), cell: (row) => formatDay(row.fromDay, face.lang) },
        { key: 'to', head: t('until'), cell: (row) => (row.toDay ? formatDay(row.toDay, face.lang) : '') },
      ]}
    />
  );
}

function HandOver({ model, face }: Part) {
  const t = speak(words, face.lang);
  const form = face.form(handOverForm, { ref: model.ref, day: model.today });
  const isOverloaded = form.field('evenIfOverloaded').error !== undefined;
  return (
    <Section title={t('hand_over')} lead={t('hand_over_lead')}>
      <Form lang={face.lang} {...form}>
        <div id={form.field('links').id}>
          <LinkTable rows={model.links} face={face} caption={t('links')} select="links" />
        </div>
        <FieldRow>
          <SelectField
            lang={face.lang}
            {...form.field('to')}
            width="medium"
            options={model.others.map((one) => ({
              value: one.ref,
              label: `${one.name} · ${one.place} · ${t('load_n', { n: one.load })}`,
            }))}
          />
          <DateField lang={face.lang} {...form.field('day')} />
        </FieldRow>
        {isOverloaded && <Checkbox lang={face.lang} {...form.field('evenIfOverloaded')} />}
        <Actions>
          <Button look="primary" icon="move-right">
            {t('hand_over_chosen')}
          </Button>
          <Button look="secondary" name="all" value="on">
            {t('hand_over_all')}
          </Button>
        </Actions>
      </Form>
    </Section>
  );
}

function Unlink({ model, face }: Part) {
  const t = speak(words, face.lang);
  const form = face.form(unlinkForm, { ref: model.ref, day: model.today });
  return (
    <Disclosure summary={t('unlink')} open={form.problem !== undefined || form.errors.length > 0}>
      <Form lang={face.lang} {...form}>
        <CheckboxGroup
          lang={face.lang}
          {...form.field('links')}
          hint={t('unlink_lead')}
          options={model.links.map((row) => ({
            value: row.id,
            label: [row.place.name, row.household?.head].filter(Boolean).join(' '),
          }))}
        />
        <DateField lang={face.lang} {...form.field('day')} />
        <Button look="danger" icon="unlink">
          {t('unlink')}
        </Button>
      </Form>
    </Disclosure>
  );
}

function EndService({ model, face }: Part) {
  const t = speak(words, face.lang);
  const form = face.form(endForm, { ref: model.ref, day: model.today });
  return (
    <Disclosure summary={t('end')} open={form.problem !== undefined || form.errors.length > 0}>
      <Form lang={face.lang} {...form}>
        <DateField lang={face.lang} {...form.field('day')} hint={t('end_lead')} />
        {model.load > 0 && <Checkbox lang={face.lang} {...form.field('leaveUncovered')} />}
        <Button look="danger">{t('end')}</Button>
      </Form>
    </Disclosure>
  );
}

/** What a steward looks after, as sheets. */
export function stewardSheets(model: StewardModel, face: Face): SheetContent[] {
  const t = speak(words, face.lang);
  const sheet = (name: string, rows: readonly LinkRow[]): SheetContent => ({
    name,
    columns: [
      { heading: t('place'), kind: 'text', width: 28 },
      { heading: t('head'), kind: 'text' },
      { heading: t('load'), kind: 'integer' },
      { heading: t('since'), kind: 'date' },
      { heading: t('until'), kind: 'date' },
    ],
    rows: rows.map((row) => [row.place.name, row.household?.head, row.households, row.fromDay, row.toDay]),
  });
  return [sheet(t('links'), model.links), sheet(t('past_links'), model.past)];
}

/** The form to appoint somebody. */
export function appointView(model: AppointModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const title = t('appoint_title', { place: model.place.name });
  const form = face.form(appointForm, { code: model.place.code, level: model.level, fromDay: model.today });
  return {
    title,
    crumbs: [
      ...placeCrumbs([...model.line, model.place]),
      { href: hrefOf('/stewards', { place: model.place.code }), label: t('list_title') },
    ],
    body: (
      <>
        <PageHeader title={title} lead={t('appoint_lead')} />
        <Form lang={face.lang} {...form}>
          <SelectField
            lang={face.lang}
            {...form.field('level')}
            width="medium"
            empty={false}
            options={model.levels.map((one) => ({
              value: String(one.level),
              label: `${one.name} · ${t('limit_n', { n: one.limit })}`,
            }))}
          />
          <TextField lang={face.lang} {...form.field('name')} width="medium" maxLength={50} autoComplete="off" />
          <TextField
            lang={face.lang}
            {...form.field('phone')}
            width="medium"
            type="tel"
            maxLength={20}
            autoComplete="off"
          />
          <FieldRow>
            <DateField lang={face.lang} {...form.field('fromDay')} />
            <DateField lang={face.lang} {...form.field('toDay')} />
          </FieldRow>
          <Button look="primary" icon="user-plus">
            {t('appoint')}
          </Button>
        </Form>
      </>
    ),
  };
}

/** Names and limits of the levels. */
export function levelsView(model: LevelsModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const initial = Object.fromEntries(
    model.levels.flatMap(({ level, zh, en, limit }) => [
      [`zh${level}`, zh],
      [`en${level}`, en],
      [`limit${level}`, limit],
    ]),
  );
  const form = face.form(levelsForm, initial);
  return {
    title: t('levels_title'),
    crumbs: [{ href: '/stewards', label: t('list_title') }],
    body: (
      <>
        <PageHeader title={t('levels_title')} lead={t('levels_lead')} />
        <Form lang={face.lang} {...form}>
          {model.levels.map(({ level }) => (
            <FieldRow key={level}>
              <TextField lang={face.lang} {...form.field(`zh${level}`)} width="medium" maxLength={20} />
              <TextField lang={face.lang} {...form.field(`en${level}`)} width="medium" maxLength={40} />
              <TextField lang={face.lang} {...form.field(`limit${level}`)} width="short" inputMode="numeric" />
            </FieldRow>
          ))}
          <Button look="primary" icon="check">
            {t('save')}
          </Button>
        </Form>
      </>
    ),
  };
}
