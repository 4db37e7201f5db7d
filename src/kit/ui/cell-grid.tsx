import type { Lang } from '../lang.ts';
import { Icon, type IconName, iconStrokes } from './icon.tsx';
import { type Tone, toneSign } from './tone.ts';
import { ui, uiWords } from './words.ts';

/** What a cell may be: colour and sign, and the words for both. */
export type CellState = { readonly label: string; readonly tone: Tone; readonly icon?: IconName | undefined };

export type GridCell = {
  /** Short, shown in the cell: 501. */
  readonly label: string;
  /** A key of the grid's `states`. */
  readonly state: string;
  /** What a screen reader adds and a pointer shows: who, since when. */
  readonly detail?: string | undefined;
  readonly href?: string | undefined;
  /** What is sent when it is ticked, in a grid to choose from; cells without cannot be chosen. */
  readonly value?: string | undefined;
  readonly checked?: boolean | undefined;
};

export type GridGroup = {
  readonly label: string;
  readonly href?: string | undefined;
  /** Headings of the columns. */
  readonly columns: readonly string[];
  /** From the top down; a missing cell is `undefined`. */
  readonly rows: readonly { readonly label: string; readonly cells: readonly (GridCell | undefined)[] }[];
};

export type CellGridProps = {
  readonly lang: Lang;
  /** Unique on the page. */
  readonly id: string;
  readonly caption: string;
  readonly groups: readonly GridGroup[];
  readonly states: Readonly<Record<string, CellState>>;
  /** What the rows are, as a heading above their names: "Floor". */
  readonly rowHead: string;
  /** Cells become boxes to tick, sent under this name; the form around it is the caller's. */
  readonly select?: { readonly name: string } | undefined;
  /** How many cells of each state, shown in the key. */
  readonly counts?: Readonly<Record<string, number>> | undefined;
};

/** Groups of rows × columns, each group a real table: a building's entrances with floors and doors. */
export function CellGrid({ lang, id, caption, groups, states, rowHead, select, counts }: CellGridProps) {
  const grid = (
    <div class="cell-groups">
      {groups.map((group) => (
        <table key={group.label} class="cells">
          <caption>
            <span class="visually-hidden">{`${caption} `}</span>
            {group.href ? <a href={group.href}>{group.label}</a> : group.label}
          </caption>
          <thead>
            <tr>
              <th scope="col">{rowHead}</th>
              {group.columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {group.rows.map((row) => (
              <tr key={row.label}>
                <th scope="row">{row.label}</th>
                {row.cells.map((cell, i) => (
                  <td key={i}>
                    {cell && <Cell id={id} cell={cell} state={states[cell.state]} lang={lang} select={select} />}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </div>
  );
  return (
    <div class="cell-grid" id={id}>
      <ul class="legend" aria-label={ui(uiWords.legend, lang)}>
        {Object.entries(states).map(([key, state]) => (
          <li key={key}>
            <span class={`swatch tone-${state.tone}`}>
              <Icon name={state.icon ?? toneSign[state.tone]} />
            </span>
            {state.label}
            {counts && <span class="count">{counts[key] ?? 0}</span>}
          </li>
        ))}
      </ul>
      <svg class="symbols" width="0" height="0" aria-hidden="true">
        {Object.entries(states).map(([key, state]) => (
          <symbol
            key={key}
            id={`${id}-${key}`}
            viewBox="0 0 24 24"
            dangerouslySetInnerHTML={{ __html: iconStrokes(state.icon ?? toneSign[state.tone]) }}
          />
        ))}
      </svg>
      {select ? <select-all data-all={ui(uiWords.wholeGroup, lang)}>{grid}</select-all> : grid}
    </div>
  );
}

type CellProps = {
  readonly id: string;
  readonly cell: GridCell;
  readonly state: CellState | undefined;
  readonly lang: Lang;
  readonly select: { readonly name: string } | undefined;
};

function Cell({ id, cell, state, lang, select }: CellProps) {
  const said = [state?.label, cell.detail].filter(Boolean).join(lang === 'zh' ? '，' : ', ');
  const inside = (
    <>
      <span class="cell-label">{cell.label}</span>
      <svg class="icon" width="20" height="20" aria-hidden="true">
        <use href={`#${id}-${cell.state}`} />
      </svg>
      <span class="visually-hidden">{` ${said}`}</span>
    </>
  );
  const tone = `cell tone-${state?.tone ?? 'muted'}`;
  if (select && cell.value !== undefined) {
    return (
      <label class={`${tone} pick`} title={cell.detail}>
        <input type="checkbox" name={select.name} value={cell.value} checked={cell.checked} />
        {inside}
      </label>
    );
  }
  if (cell.href && !select) {
    return (
      <a class={tone} href={cell.href} title={cell.detail}>
        {inside}
      </a>
    );
  }
  return (
    <span class={tone} title={cell.detail}>
      {inside}
    </span>
  );
}
