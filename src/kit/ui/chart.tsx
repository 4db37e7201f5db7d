import type { ChartProps } from './chart-data.ts';
import { drawChart } from './chart-draw.ts';

import { Disclosure } from './disclosure.tsx';
import { Table } from './table.tsx';
import { ui, uiWords } from './words.ts';

/**
 * A chart drawn on the server, with its figures as a table beside it.
 * Drawn twice, for narrow and wide places; colours come from the style sheet, so it follows the scheme and the print.
 */
export function Chart(props: ChartProps) {
  const { lang, kind, title, summary, categoryName, categories, series, format = String } = props;
  const rows = categories.map((category, i) => ({ category, values: series.map((one) => one.values[i] ?? null) }));
  return (
    <figure class={`chart ${kind}`}>
      <figcaption>
        <strong>{title}</strong>
        <span>{summary}</span>
      </figcaption>
      {kind !== 'heat' && series.length > 1 && (
        <ul class="legend" aria-label={ui(uiWords.legend, lang)}>
          {series.map((one, i) => (
            <li key={one.name}>
              <svg class="series-mark" width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
                <path
                  class={`series-${i + 1}`}
                  d={kind === 'line' ? lineMarks[i % lineMarks.length] : 'M0 0h14v14H0z'}
                />
              </svg>
              {one.name}
            </li>
          ))}
        </ul>
      )}
      <div
        class="chart-narrow"
        role="img"
        aria-label={summary}
        dangerouslySetInnerHTML={{ __html: drawChart(props, 'narrow') }}
      />
      <div
        class="chart-wide"
        hidden
        role="img"
        aria-label={summary}
        dangerouslySetInnerHTML={{ __html: drawChart(props, 'wide') }}
      />
      <Disclosure summary={ui(uiWords.chartTable, lang)}>
        <Table
          lang={lang}
          caption={title}
          quietCaption
          phone="scroll"
          rows={rows}
          columns={[
            { key: 'category', head: categoryName, names: true, cell: (row) => row.category },
            ...series.map((one, i) => ({
              key: one.name,
              head: one.name,
              number: true,
              cell: (row: (typeof rows)[number]) => {
                const value = row.values[i];
                return value === null || value === undefined ? '–' : format(value);
              },
            })),
          ]}
        />
      </Disclosure>
    </figure>
  );
}

/** Circle, square, triangle, diamond: the same signs as on the lines. */
const lineMarks = ['M7 1a6 6 0 1 0 .01 0z', 'M1 1h12v12H1z', 'M7 1l6.5 12h-13z', 'M7 0l7 7-7 7-7-7z'];
