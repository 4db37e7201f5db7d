import { formatTime } from '../../kit/clock.ts';
import type { Face } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { PageContent, SheetContent } from '../../kit/route.ts';
import {
  Button,
  ButtonLink,
  EmptyState,
  Form,
  Notice,
  PageHeader,
  Pagination,
  PostButton,
  Section,
  Status,
  Table,
  TextField,
} from '../../kit/ui/index.ts';
import { speak } from '../../kit/words.ts';
import { issueForm, revokeForm } from './input.ts';
import type { ClientsModel } from './models.ts';
import { words } from './words.ts';

/** The programs that report, the key just issued on top; for the administrator. */
export function clientsView(model: ClientsModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const { lang } = face;
  // Issuing answers with the key there and then and is not replayed, so its form carries no request id.
  const { requestId: _, ...form } = face.form(issueForm);
  return {
    title: t('title'),
    crumbs: [{ href: '/desk', label: lang === 'zh' ? '工作台' : 'Desk' }],
    body: (
      <>
        <PageHeader
          title={t('title')}
          lead={t('lead')}
          actions={
            <ButtonLink href={face.here({ format: 'xlsx' })} look="quiet" icon="download" small>
              .xlsx
            </ButtonLink>
          }
        />
        {model.key !== null && (
          <Notice lang={lang} kind="done" title={t('shown_once')}>
            <p>
              <code>{model.key}</code>
            </p>
            <p>{t('shown_once_lead')}</p>
          </Notice>
        )}
        <Table
          lang={lang}
          caption={t('title')}
          quietCaption
          rows={model.clients}
          empty={<EmptyState title={t('none')}>{t('none_hint')}</EmptyState>}
          columns={[
            { key: 'name', head: t('name'), names: true, cell: (row) => row.name },
            { key: 'where', head: t('where'), cell: (row) => row.place.name },
            { key: 'key', head: t('key_start'), cell: (row) => <code>{row.keyStart}…</code> },
            { key: 'issued', head: t('issued'), cell: (row) => formatTime(new Date(row.issuedAt), face.zone, lang) },
            {
              key: 'state',
              head: t('state'),
              cell: (row) => (
                <Status tone={row.revokedAt === null ? 'done' : 'muted'}>
                  {t(row.revokedAt === null ? 'in_use' : 'revoked')}
                </Status>
              ),
            },
            {
              key: 'act',
              head: t('act'),
              cell: (row) =>
                row.revokedAt === null && (
                  <PostButton
                    action={hrefOf(revokeForm.path, { id: row.id })}
                    requestId={face.form(revokeForm).requestId}
                    look="quiet"
                    small
                    about={row.name}
                  >
                    {t('revoke')}
                  </PostButton>
                ),
            },
          ]}
        />
        <Pagination
          lang={lang}
          page={model.page}
          pages={model.page + (model.hasMore ? 1 : 0)}
          href={(page) => face.here({ page })}
        />
        <Section title={t('issue')}>
          <Form lang={lang} {...form}>
            <TextField lang={lang} {...form.field('name')} hint={t('name_hint')} maxLength={80} autoComplete="off" />
            <TextField
              lang={lang}
              {...form.field('place')}
              hint={t('place_hint')}
              required={false}
              width="medium"
              autoComplete="off"
            />
            <Button look="primary">{t('issue')}</Button>
          </Form>
        </Section>
      </>
    ),
  };
}

/** The programs shown, as a sheet. */
export function clientsSheets(model: ClientsModel, face: Face): readonly SheetContent[] {
  const t = speak(words, face.lang);
  return [
    {
      name: t('title'),
      columns: [
        { heading: t('name'), kind: 'text', width: 30 },
        { heading: t('where'), kind: 'text' },
        { heading: t('key_start'), kind: 'text' },
        { heading: t('issued'), kind: 'datetime' },
        { heading: t('revoked'), kind: 'datetime' },
      ],
      rows: model.clients.map((row) => [
        row.name,
        row.place.name,
        row.keyStart,
        new Date(row.issuedAt),
        row.revokedAt === null ? null : new Date(row.revokedAt),
      ]),
    },
  ];
}
