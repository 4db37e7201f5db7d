import fc from 'fast-check';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { CellGrid } from './cell-grid.tsx';
import { drawChart, withClasses } from './chart-draw.ts';
import { Checkbox } from './choice.tsx';
import { SelectField, TextField } from './field.tsx';
import { Form } from './form.tsx';
import { iconNames, iconStrokes } from './icon.tsx';
import { initialOf } from './mark.tsx';
import { pagesShown } from './navigation.tsx';
import { renderDocument } from './page.tsx';
import { Steps } from './progress.tsx';
import { qrPath } from './qr-code.tsx';
import { StylePage } from './style-page.tsx';
import { Table } from './table.tsx';

const frame = {
  title: 'Style book',
  stylesheet: '/main.css',
  nav: [{ href: '/', label: 'Home', icon: 'house' as const, current: true }],
  languageSwitch: { href: '?lang=en' },
  elderSwitch: { action: '/elder', fields: { elder: '1' } },
};

describe('the style page', () => {
  it.each([
    ['zh', false],
    ['en', false],
    ['zh', true],
    ['en', true],
  ] as const)('in %s (elder: %s) holds nothing that a strict CSP refuses, and no id twice', (lang, elder) => {
    const html = renderDocument({ ...frame, lang, elder, children: <StylePage lang={lang} elder={elder} /> });
    expect(html.match(/<style|\sstyle=|\son[a-z]+=|<script(?! type="module" src)|javascript:/g)).toBeNull();
    expect(html).not.toMatch(/undefined|\[object|NaN/);
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
    const pointedAt = [
      ...html.matchAll(/\s(?:aria-describedby|aria-labelledby|for|popovertarget|commandfor)="([^"]+)"/g),
    ].flatMap((match) => match[1]?.split(' ') ?? []);
    expect(pointedAt.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('speaks English without a Chinese character left over, but for what is marked as Chinese', () => {
    const html = renderDocument({ ...frame, lang: 'en', children: <StylePage lang="en" /> });
    const text = html
      .replace(/<span lang="zh-CN">[^<]*<\/span>/g, '')
      .replace(/<span class="avatar[^>]*>[^<]*<\/span>/g, '');
    expect(text.match(/[\u4e00-\u9fff]+/g)).toBeNull();
  });
});

describe('icons', () => {
  it('are all there', () => {
    for (const name of iconNames)
      expect(iconStrokes(name)).toMatch(
        /^<g fill="none" stroke="currentColor"><(path|circle|rect|line|polyline|polygon|ellipse)/,
      );
  });
});

describe('forms', () => {
  it('carry the request id, link errors to fields and keep what was typed', () => {
    const html = renderToString(
      <Form lang="en" action="/x" requestId="r-1" errors={[{ id: 'f-a', label: 'A', message: 'Too long' }]}>
        <TextField lang="en" name="a" label="A" value={'<b>"typed"'} error="Too long" hint="Short" />
        <SelectField
          lang="en"
          name="b"
          label="B"
          value="2"
          options={[
            { value: '1', label: 'One' },
            { value: '2', label: 'Two' },
          ]}
          required={false}
        />
      </Form>,
    );
    expect(html).toContain('<input type="hidden" name="requestId" value="r-1"/>');
    expect(html).toContain('<a href="#f-a">');
    expect(html).toContain('aria-describedby="f-a-hint f-a-error"');
    expect(html).toContain('value="&lt;b>&quot;typed&quot;"');
    expect(html).toMatch(/<option selected(="[^"]*")? value="2"|<option value="2" selected/);
    expect(html).toContain(' (optional)');
  });

  it('tick a box by what a form or the data says, and send only `on`', () => {
    const box = (value: string) => renderToString(<Checkbox lang="en" name="c" label="C" value={value} />);
    for (const value of ['on', 'true', '1']) expect(box(value)).toContain('checked');
    for (const value of ['', 'false', '0']) expect(box(value)).not.toContain('checked');
    expect(box('false')).toContain('value="on"');
  });

  it('take the focus to what is wrong, and to nothing when nothing is', () => {
    const form = (problem?: string) => renderToString(<Form lang="en" action="/x" problem={problem} children={null} />);
    expect(form('No')).toMatch(/role="alert" tabindex="-1" autofocus/);
    expect(form()).not.toContain('alert');
  });

  it('never send a password back', () => {
    expect(renderToString(<TextField lang="en" name="p" type="password" label="P" value="secret" />)).not.toContain(
      'secret',
    );
  });
});

describe('tables', () => {
  const columns = [
    { key: 'name', head: 'Name', names: true, sortable: true, cell: (row: { name: string }) => row.name },
    { key: 'size', head: 'Size', number: true, sortable: true, cell: () => 1 },
  ];
  it('turn the order round at the column they are sorted by', () => {
    const html = renderToString(
      <Table
        lang="en"
        caption="T"
        columns={columns}
        rows={[{ name: 'x' }]}
        sort={{ by: 'name', href: (by, descending) => `?${by}=${descending}` }}
      />,
    );
    expect(html).toContain('aria-sort="ascending"><a href="?name=true"');
    expect(html).toContain('<a href="?size=false"');
    expect(html).toContain('<th scope="row">x</th>');
  });

  it('show what to do first when there are no rows', () => {
    expect(renderToString(<Table lang="en" caption="T" columns={columns} rows={[]} empty={<p>first</p>} />)).toBe(
      '<p>first</p>',
    );
  });
});

describe('cell grids', () => {
  it('offer only cells with a value, and say the state of each', () => {
    const html = renderToString(
      <CellGrid
        lang="en"
        id="g"
        caption="C"
        rowHead="Floor"
        select={{ name: 'cell' }}
        states={{ ok: { label: 'Fine', tone: 'done' } }}
        groups={[
          {
            label: 'A',
            columns: ['01', '02', '03'],
            rows: [
              {
                label: '1',
                cells: [{ label: '101', state: 'ok', value: 'a' }, { label: '102', state: 'ok', href: '#' }, undefined],
              },
            ],
          },
        ]}
      />,
    );
    expect(html.match(/type="checkbox"/g)).toHaveLength(1);
    expect(html).toContain('href="#g-ok"');
    expect(html).toContain(' Fine</span>');
    expect(html).toContain('<td></td>');
  });
});

describe('steps', () => {
  it('mark the one that is now', () => {
    const html = renderToString(
      <Steps
        lang="en"
        label="L"
        steps={[
          { label: 'A', state: 'done', date: '3 Nov', actor: 'Zhou' },
          { label: 'B', state: 'now' },
        ]}
      />,
    );
    expect(html.match(/aria-current="step"/g)).toHaveLength(1);
    expect(html).toContain('3 Nov · Zhou');
  });
});

describe('charts', () => {
  const base = { lang: 'en' as const, title: 'T', summary: 'S', categoryName: 'C' };
  const kinds = ['bar', 'stacked', 'line', 'heat'] as const;
  it('leave no style and no colour of ECharts behind, whatever is in them', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 14 }),
        fc.integer({ min: 1, max: 6 }),
        fc.infiniteStream(fc.option(fc.integer({ min: 0, max: 1_000_000 }))),
        (kind, categories, count, numbers) => {
          const next = () => numbers.next().value ?? null;
          const series = Array.from({ length: count }, (_, i) => ({ name: `s${i}`, values: categories.map(next) }));
          for (const place of ['narrow', 'wide'] as const) {
            const svg = drawChart({ ...base, kind, categories, series }, place);
            expect(svg).toMatch(/^<svg width="\d+" height="\d+" viewBox="[\d. ]+" aria-hidden="true">/);
            expect(svg).not.toMatch(/<style|\sstyle=|#[0-9a-f]{3,6}"|rgb\(|<script/i);
            expect(svg).not.toContain('NaN');
            expect(drawChart({ ...base, kind, categories, series }, place)).toBe(svg);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('escape names', () => {
    const svg = drawChart(
      { ...base, kind: 'bar', categories: ['<script>alert(1)</script>'], series: [{ name: 'x', values: [1] }] },
      'wide',
    );
    expect(svg).not.toContain('<script');
  });

  it('turn stand-in colours into classes', () => {
    expect(
      withClasses(
        '<svg width="1" height="1" viewBox="0 0 1 1" xmlns="x">\n<path d="M0 0" fill="#020101" stroke="#010105" class="zr0"></path>\n<style>a{}</style></svg>',
      ),
    ).toBe(
      '<svg width="1" height="1" viewBox="0 0 1 1" aria-hidden="true"><path d="M0 0" class="series-1 paper-line"></path></svg>',
    );
  });
});

describe('small things', () => {
  it('pages shown: first, last, the current one and its neighbours, in order, without a gap of one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 200 }), (a, b) => {
        const [page, pages] = [Math.min(a, b), Math.max(a, b)];
        const shown = pagesShown(page, pages);
        const numbers = shown.filter((n) => n !== undefined);
        expect(numbers).toEqual([...new Set(numbers)].sort((x, y) => x - y));
        for (const n of [1, page, pages, page - 1, page + 1]) if (n >= 1 && n <= pages) expect(numbers).toContain(n);
        shown.forEach((n, i) => {
          if (n === undefined) expect((shown[i + 1] ?? 0) - (shown[i - 1] ?? 0)).toBeGreaterThan(2);
        });
        expect(shown.length).toBeLessThanOrEqual(7);
      }),
    );
  });

  it('initials', () => {
    expect(['周敏', 'Ada Lin', 'ada', '', '𠮷田'].map(initialOf)).toEqual(['周', 'AL', 'A', '', '𠮷']);
  });

  it('draws a QR code with its three eyes', () => {
    const { path, size } = qrPath('https://doorstep.example/');
    expect(size).toBeGreaterThanOrEqual(21);
    expect(path.startsWith('M0 0h7v1h-7z')).toBe(true);
    expect(path).toContain(`M${size - 7} 0h7v1h-7z`);
    expect(path).toContain(`M0 ${size - 1}h7v1h-7z`);
  });
});
