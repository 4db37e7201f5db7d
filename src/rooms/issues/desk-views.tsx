import { relativeTime } from '../../kit/clock.ts';
import type { Face } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { PageContent, SheetContent } from '../../kit/route.ts';
import {
  Badge,
  EmptyState,
  PageHeader,
  Pagination,
  SelectField,
  Status,
  Table,
  TableTools,
  Tabs,
  type Tone,
} from '../../kit/ui/index.ts';
import { speak } from '../../kit/words.ts';
import { deskWords, stateWords } from './desk-words.ts';
import type { State } from './issue.ts';
import { issueKinds, kindFacts } from './kind.ts';
import type { InboxModel, IssueRow } from './models.ts';

export const stateTone: Readonly<Record<State, Tone>> = {
  reported: 'accent',
  asked: 'wait',
  accepted: 'accent',
  assigned: 'wait',
  acting: 'info',
  resolved: 'wait',
  closed: 'done',
  declined: 'muted',
  referred: 'muted',
  merged: 'muted',
  withdrawn: 'muted',
};
const shownStates: readonly State[] = ['reported', 'asked', 'accepted', 'assigned', 'acting', 'resolved'];

/** When something is due, as people say it, overdue with a sign. */
export function Due({ row, face }: { readonly row: IssueRow; readonly face: Face }) {
  if (row.dueAt === null) return <>—</>;
  const when = relativeTime(new Date(row.dueAt), face.now, face.zone, face.lang);
  return row.overdue ? <Status tone="alert">{`${deskWords.overdue[face.lang]} ${when}`}</Status> : <span>{when}</span>;
}

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
        <Table
          lang={lang}
          caption={t('inbox')}
          quietCaption
          rows={model.rows}
          empty={<EmptyState title={t('inbox_empty')}>{t('inbox_empty_hint')}</EmptyState>}
          columns={[
            {
              key: 'what',
              head: t('what'),
              names: true,
              cell: (row) => (
                <>
                  <a href={hrefOf('/issues/{ref}', { ref: row.ref })}>{row.title}</a>
                  {row.urgency === 'hazard' && (
                    <>
                      {' '}
                      <Badge tone="alert">{t('hazard')}</Badge>
                    </>
                  )}
                  {row.climbed > 0 && (
                    <>
                      {' '}
                      <Badge tone="wait">{t('climbed', { n: row.climbed })}</Badge>
                    </>
                  )}
                </>
              ),
            },
            { key: 'number', head: t('number'), cell: (row) => row.number },
            { key: 'where', head: t('where'), cell: (row) => row.place.address },
            { key: 'kind', head: t('kind'), cell: (row) => kindFacts[row.kind].name[lang] },
            {
              key: 'state',
              head: t('state'),
              cell: (row) => <Status tone={stateTone[row.state]}>{stateWords[row.state][lang]}</Status>,
            },
            { key: 'due', head: t('due'), cell: (row) => <Due row={row} face={face} /> },
            { key: 'parties', head: t('parties'), number: true, cell: (row) => row.parties },
          ]}
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
export function inboxSheets(model: Pick<InboxModel, 'rows'>, face: Face): readonly SheetContent[] {
  const t = speak(deskWords, face.lang);
  return [
    {
      name: t('inbox'),
      columns: [
        { heading: t('number'), kind: 'text' },
        { heading: t('what'), kind: 'text', width: 40 },
        { heading: t('where'), kind: 'text', width: 24 },
        { heading: t('kind'), kind: 'text' },
        { heading: t('state'), kind: 'text' },
        { heading: t('due'), kind: 'datetime' },
        { heading: t('parties'), kind: 'integer' },
      ],
      rows: model.rows.map((row) => [
        row.number,
        row.title,
        row.place.address,
        kindFacts[row.kind].name[face.lang],
        stateWords[row.state][face.lang],
        row.dueAt === null ? null : new Date(row.dueAt),
        row.parties,
      ]),
    },
  ];
}
