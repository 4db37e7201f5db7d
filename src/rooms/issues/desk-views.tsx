import type { Face } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { PageContent, SheetContent } from '../../kit/route.ts';
import { EmptyState, PageHeader, Pagination, SelectField, TableTools, Tabs } from '../../kit/ui/index.ts';
import { speak } from '../../kit/words.ts';
import { deskWords, stateWords } from './desk-words.ts';
import type { State } from './issue.ts';
import { issueKinds, kindFacts } from './kind.ts';
import type { InboxModel } from './models.ts';
import { RowTable, rowSheet } from './row-table.tsx';

const shownStates: readonly State[] = ['reported', 'asked', 'accepted', 'assigned', 'acting', 'resolved'];

/** What lies on the desk: the most pressing first. */
export function inboxView(model: InboxModel, face: Face): PageContent {
  const t = speak(deskWords, face.lang);
  const { lang } = face;
  const tabs = model.sorts
    ? [
        { href: '/desk/issues', label: t('all_open'), current: !model.mine && model.state === null },
        ...shownStates.map((state) => ({
          href: hrefOf('/desk/issues', { state }),
          label: stateWords[state][lang],
          current: !model.mine && model.state === state,
        })),
        { href: hrefOf('/desk/issues', { mine: 'on' }), label: t('to_do'), current: model.mine },
      ]
    : [];
  return {
    title: t('inbox'),
    crumbs: [{ href: '/desk', label: lang === 'zh' ? '工作台' : 'Desk' }],
    body: (
      <>
        <PageHeader title={t('inbox')} lead={t('inbox_lead')} />
        {tabs.length > 0 && <Tabs label={t('state')} items={tabs} />}
        <TableTools
          lang={lang}
          action="/desk/issues"
          hidden={model.state === null ? {} : { state: model.state }}
          clearHref={model.kind === null ? undefined : face.here({ kind: undefined })}
          exportHref={face.here({ format: 'xlsx' })}
          count={t('count', { n: model.total })}
        >
          {model.sorts && !model.mine && (
            <SelectField
              lang={lang}
              id="kind"
              name="kind"
              label={t('kind')}
              value={model.kind ?? ''}
              required={false}
              empty={t('every_kind')}
              options={issueKinds.map((kind) => ({ value: kind, label: kindFacts[kind].name[lang] }))}
            />
          )}
        </TableTools>
        <RowTable
          rows={model.rows}
          caption={t('inbox')}
          empty={<EmptyState title={t('inbox_empty')}>{t('inbox_empty_hint')}</EmptyState>}
          face={face}
        />
        <Pagination
          lang={lang}
          page={model.page}
          pages={model.pages}
          href={(page) => face.here({ page: page === 1 ? undefined : page })}
        />
      </>
    ),
  };
}

/** The same rows as a sheet. */
export function inboxSheets(model: InboxModel, face: Face): readonly SheetContent[] {
  return rowSheet(model.rows, deskWords.inbox[face.lang], face);
}
