import type { ComponentChildren } from 'preact';
import type { Face } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { PageContent } from '../../kit/route.ts';
import {
  Actions,
  Badge,
  Badges,
  Button,
  ButtonLink,
  Checkbox,
  Difference,
  Disclosure,
  EmptyState,
  FieldGroup,
  Figures,
  Form,
  List,
  Notice,
  PageHeader,
  Pagination,
  PostButton,
  Progress,
  Section,
  SelectField,
  Steps,
  Table,
  Tabs,
} from '../../kit/ui/index.ts';
import { type Say, sayCode, speak } from '../../kit/words.ts';
import { type ColumnKey, columnName, ledgerColumns } from './columns.ts';
import { columnsForm, confirmForm, decideForm, dropForm } from './input.ts';
import { type Verdict, verdicts } from './ledger.ts';
import type { OneModel } from './models.ts';
import { words } from './words.ts';

type Part = { readonly model: OneModel; readonly face: Face; readonly t: Say<typeof words> };

/** One ledger on its way: its columns, what becomes of each row, how far it is, what came of it. */
export function oneView(model: OneModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const part = { model, face, t };
  return {
    title: model.fileName,
    crumbs: [{ href: '/imports', label: t('imports_title') }],
    body: (
      <>
        <PageHeader
          title={model.fileName}
          kicker={`${t(model.kind)} · ${model.place.name}`}
          marks={<Badge>{t(`state_${model.state}`)}</Badge>}
        />
        <Way {...part} />
        {model.problem && (
          <Notice lang={face.lang} kind="alert">
            <p>{sayCode(words, model.problem, face.lang)}</p>
          </Notice>
        )}
        {model.state === 'mapping' && <Columns {...part} />}
        {(model.state === 'reading' || model.state === 'writing') && <Working {...part} />}
        {model.state === 'done' && <Result {...part} />}
        {model.state === 'checked' && <Confirmation {...part} />}
        {model.state === 'failed' && <GoOn {...part} />}
        {['checked', 'writing', 'done', 'failed'].includes(model.state) && model.rowsTotal > 0 && <Rows {...part} />}
        {['checked', 'done'].includes(model.state) && <Sheets {...part} />}
        {['mapping', 'reading', 'checked', 'failed'].includes(model.state) && <Drop {...part} />}
      </>
    ),
  };
}

const stepOf = { mapping: 1, reading: 2, checked: 2, writing: 3, done: 4, failed: 3, dropped: 4 } as const;

function Way({ model, face, t }: Part) {
  if (model.state === 'dropped') return null;
  const now = stepOf[model.state];
  const names = [t('step_upload'), t('step_columns'), t('step_check'), t('step_write')];
  return (
    <Steps
      lang={face.lang}
      label={t('steps')}
      steps={names.map((label, i) => ({ label, state: i < now ? 'done' : i === now ? 'now' : 'next' }))}
    />
  );
}

function Columns({ model, face, t }: Part) {
  const form = face.form(columnsForm, { ref: model.ref, remember: 'on' });
  const typed = form.field('columns').values;
  const options = [
    { value: 'leave_out', label: t('leave_out') },
    ...Object.keys(ledgerColumns(model.kind)).map((key) => ({
      value: key,
      label: columnName(model.kind, key)[face.lang],
    })),
  ];
  return (
    <Section title={t('columns_title')} lead={t('columns_lead')}>
      <Form lang={face.lang} {...form}>
        {model.sheets.map((sheet) =>
          sheet.isTable ? (
            <FieldGroup
              key={sheet.index}
              legend={sheet.name}
              row
              hint={
                sheet.missing.length > 0
                  ? t('missing_columns', {
                      columns: sheet.missing.map((key) => columnName(model.kind, key)[face.lang]).join('、'),
                    })
                  : undefined
              }
            >
              {sheet.columns.map((column) => {
                const prefix = `${sheet.index}:${column.index}:`;
                const chosen =
                  typed.find((text) => text.startsWith(prefix)) ??
                  (column.key === null ? '' : `${prefix}${column.key}`);
                return (
                  <SelectField
                    key={column.index}
                    lang={face.lang}
                    name="columns"
                    id={`column-${sheet.index}-${column.index}`}
                    label={headingOf(column, t)}
                    hint={column.samples.length > 0 ? t('samples', { samples: column.samples.join('、') }) : undefined}
                    value={chosen}
                    empty={column.key === null ? t('choose') : false}
                    options={options.map(({ value, label }) => ({ value: `${prefix}${value}`, label }))}
                  />
                );
              })}
            </FieldGroup>
          ) : (
            <p key={sheet.index}>{t('sheet_without_table', { name: sheet.name })}</p>
          ),
        )}
        <Checkbox lang={face.lang} {...form.field('remember')} />
        <Button look="primary" icon="check">
          {t('columns_send')}
        </Button>
      </Form>
    </Section>
  );
}

function headingOf(column: { heading: string; group: string | null; letter: string }, t: Say<typeof words>): string {
  if (column.heading === '') return t('column_x', { letter: column.letter });
  return column.group === null ? column.heading : `${column.group} · ${column.heading}`;
}

function Working({ model, face, t }: Part) {
  const isWriting = model.state === 'writing';
  return (
    <Progress
      lang={face.lang}
      id="progress"
      label={t('progress')}
      state="running"
      value={model.rowsDone}
      max={isWriting ? Math.max(model.rowsTotal, 1) : undefined}
      text={
        isWriting
          ? t('writing_text', { n: model.rowsDone, total: model.rowsTotal })
          : t('reading_text', { n: model.rowsDone })
      }
      href={face.here({})}
    />
  );
}

function Confirmation({ model, face, t }: Part) {
  const { counts, decided } = model;
  const form = face.form(confirmForm, { ref: model.ref });
  const isEmpty = counts.new + counts.changed + decided.take === 0;
  return (
    <Section title={t('step_check')}>
      <Counts model={model} face={face} t={t} />
      <p>
        {isEmpty
          ? t('nothing_to_write')
          : t('confirm_text', {
              fresh: counts.new,
              changed: counts.changed,
              taken: decided.take,
              refused: counts.refused,
            })}
      </p>
      {form.problem && (
        <Notice lang={face.lang} kind="alert" live>
          {form.problem}
        </Notice>
      )}
      <Actions>
        <PostButton action={form.action} requestId={form.requestId} look="primary" icon="check">
          {t('confirm')}
        </PostButton>
        <Refused model={model} face={face} t={t} />
      </Actions>
    </Section>
  );
}

function Result({ model, face, t }: Part) {
  return (
    <Section title={t('result_title')}>
      <Notice lang={face.lang} kind="done">
        <p>{t('done_text')}</p>
      </Notice>
      <Counts model={model} face={face} t={t} />
      <p>{model.keptUntil === null ? t('rows_gone') : t('kept_until', { day: model.keptUntil })}</p>
      <Actions>
        <ButtonLink href={hrefOf('/places/{code}', { code: model.place.code })} look="primary">
          {model.place.name}
        </ButtonLink>
        <Refused model={model} face={face} t={t} />
      </Actions>
    </Section>
  );
}

function Refused({ model, t }: Part) {
  if (model.counts.refused + model.counts.in_doubt === 0 || model.keptUntil === null) return null;
  return (
    <>
      <ButtonLink href={hrefOf('/imports/{ref}/refused.xlsx', { ref: model.ref })} icon="download" download>
        {t('download_refused')}
      </ButtonLink>
      <p class="hint">{t('download_hint')}</p>
    </>
  );
}

const toneOf = {
  new: 'done',
  changed: 'info',
  same: 'muted',
  duplicate: 'muted',
  in_doubt: 'wait',
  refused: 'alert',
} as const;

function Counts({ model, t }: Part) {
  return (
    <Figures
      label={t('verdicts')}
      items={verdicts.map((verdict) => ({
        value: String(model.counts[verdict]),
        label: t(verdict),
        tone: model.counts[verdict] === 0 ? 'muted' : toneOf[verdict],
        href:
          model.counts[verdict] === 0
            ? undefined
            : `${hrefOf('/imports/{ref}', { ref: model.ref, tab: verdict })}#rows`,
      }))}
    />
  );
}

function GoOn({ model, face, t }: Part) {
  const form = face.form(confirmForm, { ref: model.ref });
  if (model.rowsTotal === 0) return null;
  return (
    <Section title={t('step_write')}>
      <p>{t('failed_text', { n: model.rowsDone })}</p>
      <PostButton action={form.action} requestId={form.requestId} look="primary" icon="check">
        {t('go_on')}
      </PostButton>
    </Section>
  );
}

function Drop({ model, face, t }: Part) {
  const form = face.form(dropForm, { ref: model.ref });
  return (
    <Disclosure summary={t('drop')} open={form.problem !== undefined}>
      {form.problem && (
        <Notice lang={face.lang} kind="alert" live>
          {form.problem}
        </Notice>
      )}
      <PostButton action={form.action} requestId={form.requestId} look="danger" icon="x">
        {t('drop')}
      </PostButton>
    </Disclosure>
  );
}

type Row = OneModel['rows'][number];

function Rows({ model, face, t }: Part) {
  const { tab } = model;
  const decides = tab === 'in_doubt' && model.state === 'checked';
  const manySheets = model.sheets.filter(({ isTable }) => isTable).length > 1;
  const table = (
    <Table<Row>
      lang={face.lang}
      caption={t(tab)}
      quietCaption
      rows={model.rows}
      empty={<EmptyState title={t('no_rows')} />}
      select={
        decides
          ? { name: 'rows', value: (row) => `${row.sheet}:${row.row}`, label: (row) => t('row_n', { n: row.row }) }
          : undefined
      }
      columns={[
        ...(manySheets ? [{ key: 'sheet', head: t('sheet'), cell: (row: Row) => row.sheetName }] : []),
        { key: 'row', head: t('row_before'), names: true, cell: (row) => t('row_n', { n: row.row }) },
        { key: 'what', head: t('what'), cell: (row) => <What row={row} /> },
        ...(tab === 'changed' || tab === 'in_doubt'
          ? [
              {
                key: 'differences',
                head: t('differences'),
                cell: (row: Row) => <Changes row={row} model={model} face={face} t={t} />,
              },
            ]
          : []),
        ...(tab === 'new' || tab === 'same' || tab === 'changed'
          ? []
          : [{ key: 'why', head: t('why'), cell: (row: Row) => <Why row={row} model={model} face={face} t={t} /> }]),
        ...(tab === 'in_doubt'
          ? [
              {
                key: 'decision',
                head: t('decision'),
                cell: (row: Row) => (row.decision ? t(row.decision) : t('undecided')),
              },
            ]
          : []),
      ]}
    />
  );
  return (
    <Section title={t('verdicts')} id="rows">
      <Tabs
        label={t('verdicts')}
        items={verdicts.map((verdict) => ({
          href: `${hrefOf('/imports/{ref}', { ref: model.ref, tab: verdict })}#rows`,
          label: t(verdict),
          count: model.counts[verdict],
          current: verdict === tab,
        }))}
      />
      {decides ? <Decisions model={model} face={face} t={t} table={table} /> : table}
      <Pagination lang={face.lang} page={model.page} pages={model.pages} href={(page) => face.here({ tab, page })} />
    </Section>
  );
}

function Decisions({ model, face, t, table }: Part & { readonly table: ComponentChildren }) {
  const form = face.form(decideForm, { ref: model.ref });
  if (model.rows.length === 0) return <>{table}</>;
  return (
    <Form lang={face.lang} {...form}>
      {table}
      <Actions>
        <Button name="decision" value="take" look="secondary" icon="check">
          {t('take')}
        </Button>
        <Button name="decision" value="leave" look="quiet" icon="x">
          {t('leave')}
        </Button>
      </Actions>
    </Form>
  );
}

function What({ row }: { readonly row: Row }) {
  if (row.label !== '') return <>{row.label}</>;
  return (
    <>
      {row.cells
        .map(({ text }) => text)
        .slice(0, 6)
        .join(' · ')}
    </>
  );
}

function Why({ row, model, face, t }: Part & { readonly row: Row }) {
  const column = row.column === null ? undefined : columnName(model.kind, row.column)[face.lang];
  const heading = row.cells.find((cell) => cell.heading === headingFor(model, row))?.text;
  return (
    <>
      {column && <strong>{heading === undefined ? column : `${column} “${heading}”`}</strong>}{' '}
      {row.code && sayCode(words, row.code, face.lang)} {row.earlier !== null && t('earlier_row', { n: row.earlier })}
    </>
  );
}

/** The heading under which the column that is wrong stands in the row's sheet. */
function headingFor(model: OneModel, row: Row): string | undefined {
  const sheet = model.sheets.find(({ index }) => index === row.sheet);
  return sheet?.columns.find(({ key }) => key === row.column)?.heading;
}

function Changes({ row, model, face }: Part & { readonly row: Row }) {
  return (
    <ul class="plain">
      {row.differences.map((each) => (
        <li key={each.column}>
          {columnName(model.kind, each.column as ColumnKey)[face.lang]}{' '}
          <Difference before={shown(each.column, each.before, face)} after={shown(each.column, each.after, face)} />
        </li>
      ))}
    </ul>
  );
}

const codeWords = {
  self: { zh: '自住', en: 'Lived in by the owner' },
  let: { zh: '出租', en: 'Let' },
  empty: { zh: '空置', en: 'Empty' },
  shop: { zh: '商铺', en: 'Shop' },
  male: { zh: '男', en: 'Male' },
  female: { zh: '女', en: 'Female' },
  weekly: { zh: '每周', en: 'Weekly' },
  fortnightly: { zh: '每半月', en: 'Fortnightly' },
  monthly: { zh: '每月', en: 'Monthly' },
  quarterly: { zh: '每季度', en: 'Quarterly' },
} as const;

function shown(column: string, value: string, face: Face): string {
  return ['occupancy', 'sex', 'frequency'].includes(column) ? sayCode(codeWords, value, face.lang) : value;
}

function Sheets({ model, face, t }: Part) {
  return (
    <Section title={t('sheets')}>
      <Table
        lang={face.lang}
        caption={t('sheets')}
        quietCaption
        rows={model.sheets.filter(({ isTable }) => isTable)}
        columns={[
          { key: 'name', head: t('sheet'), names: true, cell: (sheet) => sheet.name },
          { key: 'rows', head: t('rows'), number: true, cell: (sheet) => sheet.rows },
          ...verdicts.map((verdict: Verdict) => ({
            key: verdict,
            head: t(verdict),
            number: true,
            cell: (sheet: OneModel['sheets'][number]) => sheet.counts[verdict],
          })),
          { key: 'blank', head: t('sheet_blank'), number: true, wideOnly: true, cell: (sheet) => sheet.blank },
          { key: 'totals', head: t('sheet_totals'), number: true, wideOnly: true, cell: (sheet) => sheet.totals },
        ]}
      />
      {model.sheets.some(({ isTable }) => !isTable) && (
        <List
          items={model.sheets
            .filter(({ isTable }) => !isTable)
            .map(({ name }) => ({ title: t('sheet_without_table', { name }) }))}
        />
      )}
      {model.sheets.map(
        (sheet) =>
          sheet.found.length > 0 && (
            <div key={sheet.index}>
              <h3>{`${sheet.name} · ${t('found')}`}</h3>
              <Badges>
                {sheet.found.map(({ word, count }) => (
                  <Badge key={word}>{`${word} ${count}`}</Badge>
                ))}
              </Badges>
            </div>
          ),
      )}
    </Section>
  );
}
