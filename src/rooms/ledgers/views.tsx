import type { Face } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { PageContent, SheetContent } from '../../kit/route.ts';
import {
  Button,
  ButtonLink,
  Card,
  EmptyState,
  FileField,
  Form,
  Grid,
  PageHeader,
  Pagination,
  SelectField,
  Status,
  Table,
  TableTools,
  type Tone,
} from '../../kit/ui/index.ts';
import { speak } from '../../kit/words.ts';
import { readReasons } from '../people/index.ts';
import { exportKinds, openExportForm, uploadForm } from './input.ts';
import { type ImportState, ledgerKinds } from './ledger.ts';
import type { ExportsModel, ListModel, NewModel } from './models.ts';
import { words } from './words.ts';

export { oneView } from './one-view.tsx';

/** How each state of an import looks. */
const stateTone: Readonly<Record<ImportState, Tone>> = {
  mapping: 'wait',
  reading: 'info',
  checked: 'wait',
  writing: 'info',
  done: 'done',
  failed: 'alert',
  dropped: 'muted',
};

/** The ledgers brought in, the newest first. */
export function listView(model: ListModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const upload = (
    <ButtonLink href="/imports/new" look="primary" icon="upload">
      {t('new_import')}
    </ButtonLink>
  );
  return {
    title: t('imports_title'),
    body: (
      <>
        <PageHeader title={t('imports_title')} lead={t('imports_lead')} actions={upload} />
        {model.imports.length > 0 && (
          <TableTools lang={face.lang} action="" exportHref={face.here({ format: 'xlsx' })} />
        )}
        <Table
          lang={face.lang}
          caption={t('imports_title')}
          quietCaption
          rows={model.imports}
          empty={
            <EmptyState title={t('no_imports')} actions={upload}>
              {t('no_imports_hint')}
            </EmptyState>
          }
          columns={[
            {
              key: 'file',
              head: t('file'),
              names: true,
              cell: (one) => <a href={hrefOf('/imports/{ref}', { ref: one.ref })}>{one.fileName}</a>,
            },
            { key: 'kind', head: t('kind'), cell: (one) => t(one.kind) },
            { key: 'place', head: t('place'), cell: (one) => one.place.name },
            {
              key: 'state',
              head: t('state'),
              cell: (one) => <Status tone={stateTone[one.state]}>{t(`state_${one.state}`)}</Status>,
            },
            { key: 'rows', head: t('rows'), number: true, cell: (one) => one.rows },
            { key: 'started', head: t('started'), cell: (one) => one.startedAt },
            { key: 'by', head: t('by'), wideOnly: true, cell: (one) => one.by },
          ]}
        />
        <Pagination lang={face.lang} page={model.page} pages={model.pages} href={(page) => face.here({ page })} />
      </>
    ),
  };
}

/** The ledgers brought in, as a sheet. */
export function listSheets(model: ListModel, { lang }: Face): SheetContent[] {
  const t = speak(words, lang);
  return [
    {
      name: t('imports_title'),
      columns: [
        { heading: t('file'), kind: 'text', width: 32 },
        { heading: t('kind'), kind: 'text' },
        { heading: t('place'), kind: 'text', width: 20 },
        { heading: t('state'), kind: 'text' },
        { heading: t('rows'), kind: 'integer' },
        { heading: t('started'), kind: 'text', width: 18 },
        { heading: t('by'), kind: 'text' },
      ],
      rows: model.imports.map((one) => [
        one.fileName,
        t(one.kind),
        one.place.name,
        t(`state_${one.state}`),
        one.rows,
        one.startedAt,
        one.by,
      ]),
    },
  ];
}

/** Where a ledger is uploaded. */
export function newView(model: NewModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const form = face.form(uploadForm, { place: model.place?.code ?? '' });
  return {
    title: t('new_import'),
    crumbs: [{ href: '/imports', label: t('imports_title') }],
    body: (
      <>
        <PageHeader title={t('new_import')} lead={t('new_lead')} kicker={model.place?.name} />
        <Form lang={face.lang} {...form} files hidden={model.place ? { place: model.place.code } : undefined}>
          {!model.place && (
            <SelectField
              lang={face.lang}
              {...form.field('place')}
              hint={t('place_hint')}
              width="medium"
              options={model.places.map(({ code, name }) => ({ value: code, label: name }))}
            />
          )}
          <FileField
            lang={face.lang}
            {...form.field('file')}
            hint={t('file_hint')}
            accept=".xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
          />
          <SelectField
            lang={face.lang}
            {...form.field('kind')}
            empty={t('kind_auto')}
            width="medium"
            options={ledgerKinds.map((kind) => ({ value: kind, label: t(kind) }))}
          />
          <Button look="primary" icon="upload">
            {t('upload')}
          </Button>
        </Form>
      </>
    ),
  };
}

/** Where the ledgers of a place are taken out. */
export function exportsView(model: ExportsModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const { place } = model;
  const counted = {
    households: t('household_n', { n: model.households }),
    residents: t('resident_n', { n: model.residents }),
  };
  return {
    title: `${t('exports_title')} · ${place.name}`,
    crumbs: [{ href: hrefOf('/places/{code}', { code: place.code }), label: place.name }],
    body: (
      <>
        <PageHeader title={t('exports_title')} kicker={place.name} lead={t('exports_lead')} />
        <Grid>
          {exportKinds.map((kind) => (
            <Card key={kind} level={2} title={t(kind)}>
              <p>{counted[kind]}</p>
              <div class="actions">
                <ButtonLink href={hrefOf('/exports/{kind}', { kind, place: place.code })} icon="download" download>
                  {t('export_masked')}
                </ButtonLink>
                {model.open.includes(kind) && (
                  <ButtonLink
                    href={hrefOf('/exports/{kind}', { kind, place: place.code, full: 'on' })}
                    icon="download"
                    look="primary"
                    download
                  >
                    {t('export_full')}
                  </ButtonLink>
                )}
              </div>
              {model.mayOpen && !model.open.includes(kind) && <OpenForm kind={kind} code={place.code} face={face} />}
            </Card>
          ))}
        </Grid>
      </>
    ),
  };
}

function OpenForm({
  kind,
  code,
  face,
}: {
  readonly kind: (typeof exportKinds)[number];
  readonly code: string;
  readonly face: Face;
}) {
  const t = speak(words, face.lang);
  const form = face.form(openExportForm, { place: code, kind });
  const field = form.field('reason');
  return (
    <Form lang={face.lang} {...form} hidden={{ place: code, kind }}>
      <SelectField
        lang={face.lang}
        {...field}
        id={`${field.id}-${kind}`}
        options={readReasons.map((reason) => ({ value: reason, label: t(`reason_${reason}`) }))}
      />
      <Button look="secondary" icon="eye" about={t(kind)}>
        {t('export_open')}
      </Button>
    </Form>
  );
}
