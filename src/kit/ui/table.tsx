import type { ComponentChildren } from 'preact';
import type { Lang } from '../lang.ts';
import { ButtonLink, Hidden } from './button.tsx';
import { Icon } from './icon.tsx';
import { ui, uiWords } from './words.ts';

export type Column<Row> = {
  readonly key: string;
  readonly head: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** The heading becomes a link; needs the table's `sort`. */
  readonly sortable?: boolean | undefined;
  /** Set to the right, figures of one width. */
  readonly number?: boolean | undefined;
  /** This column names the row. One column should. */
  readonly names?: boolean | undefined;
  /** Left out on phones, where it would only repeat. */
  readonly wideOnly?: boolean | undefined;
};

export type Sort = {
  readonly by: string;
  readonly descending?: boolean | undefined;
  readonly href: (by: string, descending: boolean) => string;
};

export type TableProps<Row> = {
  readonly lang: Lang;
  readonly caption: string;
  /** The caption is only read out, when a heading above says the same. */
  readonly quietCaption?: boolean | undefined;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly sort?: Sort | undefined;
  /** On a phone: each row becomes a card, or the table scrolls sideways. */
  readonly phone?: 'cards' | 'scroll' | undefined;
  /** Shown instead of a table without rows: an `EmptyState`. */
  readonly empty?: ComponentChildren;
  /** The last row, by column key. */
  readonly totals?: Readonly<Record<string, ComponentChildren>> | undefined;
  /** A box to tick in each row; the form around it is the caller's. */
  readonly select?:
    | {
        readonly name: string;
        readonly value: (row: Row) => string;
        readonly label: (row: Row) => string;
        readonly checked?: ((row: Row) => boolean) | undefined;
      }
    | undefined;
};

/** A table. */
export function Table<Row>({
  lang,
  caption,
  quietCaption,
  columns,
  rows,
  sort,
  phone = 'cards',
  empty,
  totals,
  select,
}: TableProps<Row>) {
  if (rows.length === 0 && empty) return <>{empty}</>;
  const table = (
    <table class={phone}>
      <caption class={quietCaption ? 'visually-hidden' : undefined}>{caption}</caption>
      <thead>
        <tr>
          {select && (
            <th scope="col" class="tick">
              <span class="visually-hidden">{ui(uiWords.select, lang)}</span>
            </th>
          )}
          {columns.map((column) => (
            <HeadCell key={column.key} column={column} lang={lang} sort={sort} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => (
          <tr key={i}>
            {select && (
              <td class="tick">
                <input
                  type="checkbox"
                  name={select.name}
                  value={select.value(row)}
                  checked={select.checked?.(row)}
                  aria-label={`${ui(uiWords.select, lang)} ${select.label(row)}`}
                />
              </td>
            )}
            {columns.map((column) => (
              <BodyCell key={column.key} column={column} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
      {totals && (
        <tfoot>
          <tr>
            {select && <td class="tick" />}
            {columns.map((column) => (
              <td
                key={column.key}
                class={cellClass(column)}
                data-label={totals[column.key] === undefined || column.names ? undefined : column.head}
              >
                {totals[column.key]}
              </td>
            ))}
          </tr>
        </tfoot>
      )}
    </table>
  );
  const inside = select ? <select-all data-all={ui(uiWords.wholeGroup, lang)}>{table}</select-all> : table;
  if (phone === 'cards') return <div class="table-wrap">{inside}</div>;
  return (
    <section class="table-wrap scroll" aria-label={caption} tabindex={0}>
      {inside}
    </section>
  );
}

function HeadCell<Row>({
  column,
  lang,
  sort,
}: {
  readonly column: Column<Row>;
  readonly lang: Lang;
  readonly sort: Sort | undefined;
}) {
  if (!column.sortable || !sort) {
    return (
      <th scope="col" class={cellClass(column)}>
        {column.head}
      </th>
    );
  }
  const here = sort.by === column.key;
  const down = here && sort.descending === true;
  return (
    <th scope="col" class={cellClass(column)} aria-sort={here ? (down ? 'descending' : 'ascending') : undefined}>
      <a href={sort.href(column.key, here && !down)}>
        {column.head}
        <span class="visually-hidden">{ui(here && !down ? uiWords.sortDown : uiWords.sortUp, lang)}</span>
        <Icon name={here ? (down ? 'arrow-down' : 'arrow-up') : 'arrow-up-down'} />
      </a>
    </th>
  );
}

function BodyCell<Row>({ column, row }: { readonly column: Column<Row>; readonly row: Row }) {
  const content = column.cell(row);
  if (column.names) {
    return (
      <th scope="row" class={cellClass(column)}>
        {content}
      </th>
    );
  }
  return (
    <td class={cellClass(column)} data-label={column.head}>
      {content}
    </td>
  );
}

function cellClass<Row>(column: Column<Row>): string | undefined {
  return [column.number && 'number', column.wideOnly && 'wide-only'].filter(Boolean).join(' ') || undefined;
}

export type TableToolsProps = {
  readonly lang: Lang;
  /** Where the filter leads, usually this page. */
  readonly action: string;
  /** Fields of the filter. */
  readonly children?: ComponentChildren;
  /** What the address must keep, such as the order. */
  readonly hidden?: Readonly<Record<string, string>> | undefined;
  /** Given when something is filtered. */
  readonly clearHref?: string | undefined;
  /** The rows shown, as .xlsx. */
  readonly exportHref?: string | undefined;
  /** "312 households". */
  readonly count?: string | undefined;
};

/** Above a table: its filter, how many rows, and its sheet. */
export function TableTools({ lang, action, children, hidden = {}, clearHref, exportHref, count }: TableToolsProps) {
  return (
    <div class="table-tools">
      {children && (
        <form class="filter" method="get" action={action}>
          <Hidden values={hidden} />
          {children}
          <div class="actions">
            <button type="submit" class="button secondary">
              <Icon name="filter" />
              <span>{ui(uiWords.filter, lang)}</span>
            </button>
            {clearHref && (
              <a class="button quiet" href={clearHref}>
                <Icon name="x" />
                <span>{ui(uiWords.clearFilter, lang)}</span>
              </a>
            )}
          </div>
        </form>
      )}
      {(count || exportHref) && (
        <div class="table-facts">
          {count && <p>{count}</p>}
          {exportHref && (
            <ButtonLink href={exportHref} look="quiet" icon="download" small download>
              {ui(uiWords.exportSheet, lang)}
            </ButtonLink>
          )}
        </div>
      )}
    </div>
  );
}
