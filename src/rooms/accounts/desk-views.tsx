import type { Face } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { PageContent } from '../../kit/route.ts';
import {
  Badge,
  Button,
  ButtonLink,
  DateField,
  EmptyState,
  Form,
  Notice,
  PageHeader,
  Pagination,
  PostButton,
  SearchForm,
  Section,
  Status,
  Table,
  TextField,
} from '../../kit/ui/index.ts';
import { sayCode, speak } from '../../kit/words.ts';
import { sayVerb } from '../people/index.ts';
import { newAccountForm, resetForm, stateForm } from './input.ts';
import type { AccountsModel, AuditModel } from './models.ts';
import { withoutId } from './visit-form.tsx';
import { channelWords, words } from './words.ts';

const tones = { enabled: 'done', disabled: 'muted', locked: 'wait' } as const;

/** Who may sign in; for the administrator, who sees no residents' data. */
export function accountsView(model: AccountsModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const form = face.form(newAccountForm);
  return {
    title: t('accounts'),
    crumbs: [{ href: '/desk', label: face.lang === 'zh' ? '工作台' : 'Desk' }],
    body: (
      <>
        <PageHeader
          title={t('accounts')}
          lead={t('accounts_lead')}
          actions={
            <ButtonLink href={face.here({ format: 'xlsx' })} look="quiet" icon="download" small>
              .xlsx
            </ButtonLink>
          }
        />
        {model.link && (
          <Notice lang={face.lang} kind="done" title={t('link_title')}>
            <p>{t('link_lead')}</p>
            <p>
              <code>{model.link}</code>
            </p>
          </Notice>
        )}
        <SearchForm lang={face.lang} action="/accounts" value={model.q} label={`${t('name')} / ${t('user_name')}`} />
        <Table
          lang={face.lang}
          caption={t('accounts')}
          quietCaption
          rows={model.accounts}
          columns={[
            { key: 'name', head: t('name'), names: true, cell: (row) => row.name },
            { key: 'user', head: t('user_name'), cell: (row) => row.userName || '—' },
            { key: 'seen', head: t('last_seen'), cell: (row) => row.lastSeen || '—' },
            {
              key: 'factor',
              head: t('second_step'),
              cell: (row) => (
                <Badge tone={row.hasSecondFactor ? 'done' : 'muted'}>{t(row.hasSecondFactor ? 'on' : 'off')}</Badge>
              ),
            },
            { key: 'state', head: t('state'), cell: (row) => <Status tone={tones[row.state]}>{t(row.state)}</Status> },
            {
              key: 'act',
              head: t('act'),
              cell: (row) => (
                <div class="cluster">
                  <PostButton
                    action={hrefOf(stateForm.path, { id: row.id })}
                    requestId={face.form(stateForm).requestId}
                    fields={{ state: row.state === 'disabled' ? 'enabled' : 'disabled' }}
                    look="quiet"
                    small
                    about={row.name}
                  >
                    {t(row.state === 'disabled' ? 'enable' : 'disable')}
                  </PostButton>
                  {row.userName && (
                    <PostButton action={hrefOf(resetForm.path, { id: row.id })} look="quiet" small about={row.name}>
                      {t('reset')}
                    </PostButton>
                  )}
                </div>
              ),
            },
          ]}
        />
        <Pagination
          lang={face.lang}
          page={model.page}
          pages={model.page + (model.hasMore ? 1 : 0)}
          href={(page) => face.here({ page })}
        />
        <Section title={t('add')}>
          <Form lang={face.lang} {...withoutId(form)}>
            <TextField lang={face.lang} {...form.field('person')} hint={t('person_hint')} />
            <TextField lang={face.lang} {...form.field('userName')} width="medium" />
            <Button look="primary">{t('add')}</Button>
          </Form>
        </Section>
      </>
    ),
  };
}

/** Who did what and when; for the auditor, who changes nothing. */
export function auditView(model: AuditModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  return {
    title: t('audit'),
    crumbs: [{ href: '/desk', label: face.lang === 'zh' ? '工作台' : 'Desk' }],
    body: (
      <>
        <PageHeader
          title={t('audit')}
          lead={t('audit_lead')}
          actions={
            <ButtonLink href={face.here({ format: 'xlsx' })} look="quiet" icon="download" small>
              .xlsx
            </ButtonLink>
          }
        />
        <form class="form" method="get" action="/audit">
          <TextField
            lang={face.lang}
            name="verb"
            label={t('what')}
            value={model.verb}
            required={false}
            width="medium"
          />
          <DateField lang={face.lang} name="day" label={t('when')} value={model.day} required={false} />
          <Button look="secondary" icon="filter">
            {t('continue')}
          </Button>
        </form>
        <Table
          lang={face.lang}
          caption={t('audit')}
          quietCaption
          rows={model.entries}
          empty={<EmptyState title={t('nothing_found')} />}
          columns={[
            { key: 'at', head: t('when'), names: true, cell: (row) => row.at },
            { key: 'who', head: t('who'), cell: (row) => row.actor || t('system') },
            {
              key: 'what',
              head: t('what'),
              cell: (row) => (
                <a href={face.here({ verb: row.verb, page: undefined })} title={row.verb}>
                  {sayVerb(row.verb, face.lang)}
                </a>
              ),
            },
            { key: 'thing', head: t('on_what'), cell: (row) => row.thing },
            { key: 'channel', head: t('channel'), cell: (row) => sayCode(channelWords, row.channel, face.lang) },
          ]}
        />
        <Pagination
          lang={face.lang}
          page={model.page}
          pages={model.page + (model.hasMore ? 1 : 0)}
          href={(page) => face.here({ page })}
        />
      </>
    ),
  };
}
