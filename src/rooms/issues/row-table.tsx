import type { ComponentChildren } from 'preact';
import { relativeTime } from '../../kit/clock.ts';
import type { Face } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { SheetContent } from '../../kit/route.ts';
import { Badge, Status, Table, type Tone } from '../../kit/ui/index.ts';
import { speak } from '../../kit/words.ts';
import { deskWords, stateWords } from './desk-words.ts';
import type { State } from './issue.ts';
import { kindFacts } from './kind.ts';
import type { IssueRow } from './models.ts';

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

/** When something is due, as people say it, overdue with a sign. */
function Due({ row, face }: { readonly row: IssueRow; readonly face: Face }) {
  if (row.dueAt === null) return <span>—</span>;
  const when = relativeTime(new Date(row.dueAt), face.now, face.zone, face.lang);
  return row.overdue ? <Status tone="alert">{`${deskWords.overdue[face.lang]} ${when}`}</Status> : <span>{when}</span>;
}

/** Issues as a table. */
export function RowTable({
  rows,
  caption,
  empty,
  face,
}: {
  readonly rows: readonly IssueRow[];
  readonly caption: string;
  readonly empty: ComponentChildren;
  readonly face: Face;
}) {
  const t = speak(deskWords, face.lang);
  const { lang } = face;
  return (
    <Table
      lang={lang}
      caption={caption}
      quietCaption
      rows={rows}
      empty={empty}
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
  );
}

/** The same rows as a sheet. */
export function rowSheet(rows: readonly IssueRow[], name: string, face: Face): readonly SheetContent[] {
  const t = speak(deskWords, face.lang);
  return [
    {
      name,
      columns: [
        { heading: t('number'), kind: 'text' },
        { heading: t('what'), kind: 'text', width: 40 },
        { heading: t('where'), kind: 'text', width: 24 },
        { heading: t('kind'), kind: 'text' },
        { heading: t('state'), kind: 'text' },
        { heading: t('due'), kind: 'datetime' },
        { heading: t('parties'), kind: 'integer' },
      ],
      rows: rows.map((row) => [
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
