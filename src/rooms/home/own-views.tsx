import type { Face } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { PageContent, SheetContent } from '../../kit/route.ts';
import { Badge, EmptyState, List, PageHeader, PostButton, Section, Table, TableTools } from '../../kit/ui/index.ts';
import { speak } from '../../kit/words.ts';
import type { MeModel, PermissionsModel } from './models.ts';
import { words } from './words.ts';

/** What one finds in one's own corner, in the order people look for it. */
const corner = [
  ['/me/messages', 'me_messages'],
  ['/me/channels', 'me_channels'],
  ['/me/issues', 'me_issues'],
  ['/me/stewards', 'me_stewards'],
  ['/me/data', 'me_data'],
  ['/me/reads', 'me_reads'],
  ['/me/groups', 'me_groups'],
  ['/me/permissions', 'me_permissions'],
  ['/me/sessions', 'me_sessions'],
] as const;

/** Everything of one's own, in one list. */
export function meView(model: MeModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  return {
    title: t('me'),
    body: (
      <>
        <PageHeader title={model.name} kicker={t('me')} />
        <List
          label={t('me')}
          items={corner.map(([href, key]) => ({
            href,
            title: t(key),
            end: key === 'me_messages' && model.unread > 0 ? <Badge tone="accent">{model.unread}</Badge> : undefined,
          }))}
        />
        {model.homes.length > 0 && (
          <Section title={t('homes')}>
            <List label={t('homes')} items={model.homes.map((home) => ({ href: home.href, title: home.label }))} />
          </Section>
        )}
        <Section title={t('leave')} lead={t('leave_text')}>
          <PostButton action="/sign-out" look="secondary" icon="log-out">
            {t('sign_out')}
          </PostButton>
        </Section>
      </>
    ),
  };
}

/** One's powers as a sheet. */
export function permissionsSheets(model: PermissionsModel, { lang }: Face): SheetContent[] {
  const t = speak(words, lang);
  return [
    {
      name: t('me_permissions'),
      columns: [
        { heading: t('permission'), kind: 'text', width: 32 },
        { heading: t('permission_where'), kind: 'text', width: 32 },
        { heading: t('permission_why'), kind: 'text', width: 24 },
      ],
      rows: model.grants.map((grant) => [t(grant.permission as 'people.list'), grant.place, grant.postName]),
    },
  ];
}

/** What a signed-in person may see and do, where, and by which post. */
export function permissionsView(model: PermissionsModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  return {
    title: t('me_permissions'),
    crumbs: [{ href: '/me', label: t('me') }],
    body: (
      <>
        <PageHeader title={t('me_permissions')} lead={t('permissions_lead')} />
        <Section title={t('permissions_always')}>
          <p>{t('permissions_always_list')}</p>
        </Section>
        {model.grants.length > 0 && (
          <TableTools lang={face.lang} action="" exportHref={face.here({ format: 'xlsx' })} />
        )}
        <Table
          lang={face.lang}
          caption={t('me_permissions')}
          quietCaption
          columns={[
            {
              key: 'permission',
              head: t('permission'),
              names: true,
              cell: (grant) => t(grant.permission as 'people.list'),
            },
            {
              key: 'place',
              head: t('permission_where'),
              cell: (grant) => <a href={hrefOf('/places/{code}', { code: grant.code })}>{grant.place}</a>,
            },
            { key: 'post', head: t('permission_why'), cell: (grant) => grant.postName },
          ]}
          rows={model.grants}
          empty={<EmptyState title={t('permissions_none')} />}
        />
      </>
    ),
  };
}
