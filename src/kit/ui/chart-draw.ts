import { createRequire } from 'node:module';
import type { EChartsOption, SeriesOption } from 'echarts';
import type { ChartProps } from './chart-data.ts';

type Drawer = Pick<typeof import('echarts'), 'init'>;
let drawer: Drawer | undefined;

/** ECharts as one prebuilt file, read at the first chart (a tenth of a second): its modules one by one take ten times as long. */
function echarts(): Drawer {
  drawer ??= createRequire(import.meta.url)('echarts/dist/echarts.min.js') as Drawer;
  return drawer;
}

/** Colours that no chart shows: each stands for a class of the style sheet and is replaced by it. */
const stand = {
  axis: '#010101',
  grid: '#010102',
  text: '#010103',
  value: '#010104',
  paper: '#010105',
  inside: '#010106',
} as const;
const seriesColour = (i: number) => `#0201${String(i + 1).padStart(2, '0')}`;
const heatColour = (step: number) => `#0301${String(step).padStart(2, '0')}`;
const heatSteps = 5;
const classes: ReadonlyMap<string, string> = new Map([
  ...Object.entries(stand).map(([name, colour]): [string, string] => [colour, name]),
  ...Array.from({ length: 6 }, (_, i): [string, string] => [seriesColour(i), `series-${i + 1}`]),
  ...Array.from({ length: heatSteps }, (_, i): [string, string] => [heatColour(i), `heat-${i}`]),
]);

type Size = {
  readonly width: number;
  readonly height: number;
  readonly font: number;
  readonly lying: boolean;
  readonly narrow: boolean;
};

/** Charts as they were drawn, by what they show; the one asked for longest ago goes first. Ten kilobytes each. */
const drawings = new Map<string, string>();
const mostDrawings = 300;

/**
 * A chart for a narrow (360 units) or a wide (600 units) place, as SVG that a strict CSP allows inline. Drawing takes
 * milliseconds and the same figures give the same lines, so a drawing is remembered.
 */
export function drawChart(props: ChartProps, place: 'narrow' | 'wide'): string {
  const { kind, categories, series, lying, elder, format } = props;
  // Whether two ways of writing a value are the same cannot be told.
  if (format) return draw(props, place);
  const key = JSON.stringify([place, kind, categories, series, lying, elder]);
  const drawing = drawings.get(key) ?? draw(props, place);
  drawings.delete(key);
  drawings.set(key, drawing);
  const [oldest] = drawings.keys();
  if (drawings.size > mostDrawings && oldest !== undefined) drawings.delete(oldest);
  return drawing;
}

function draw(props: ChartProps, place: 'narrow' | 'wide'): string {
  const size = sizeOf(props, place === 'narrow');
  const chart = echarts().init(null, null, { renderer: 'svg', ssr: true, width: size.width, height: size.height });
  try {
    chart.setOption(optionOf(props, size));
    return withClasses(chart.renderToSVGString());
  } finally {
    chart.dispose();
  }
}

function sizeOf({ kind, categories, series, lying, elder }: ChartProps, narrow: boolean): Size {
  const font = elder ? 18 : 13;
  const width = narrow ? 360 : 600;
  const long = Math.max(0, ...categories.map(widthOf)) * font * categories.length > width * 0.85;
  const lies =
    (kind === 'bar' || kind === 'stacked') &&
    (lying ?? (narrow ? categories.length > 4 || long : categories.length > 12 || long));
  const rowHeight = (kind === 'bar' ? Math.max(1.5, series.length * 1.15 + 0.6) : 2.1) * font * 1.25;
  if (lies) return { width, height: Math.round(categories.length * rowHeight + font * 3), font, lying: true, narrow };
  if (kind === 'heat')
    return { width, height: Math.round(series.length * font * 2.6 + font * 4), font, lying: false, narrow };
  return { width, height: narrow ? 260 : 300, font, lying: false, narrow };
}

/** Roughly, in ems: a Latin letter is half as wide as a Chinese character. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += character > '\u2e7f' ? 1 : 0.56;
  return width;
}

function optionOf(props: ChartProps, size: Size): EChartsOption {
  const { kind, categories, series, format = String } = props;
  const label = { color: stand.text, fontSize: size.font };
  const names = {
    type: 'category' as const,
    data: [...categories],
    axisTick: { show: false },
    axisLine: { show: kind !== 'heat', lineStyle: { color: stand.axis } },
    axisLabel: {
      ...label,
      hideOverlap: true,
      ...(size.lying ? {} : { interval: kind === 'line' || kind === 'heat' ? ('auto' as const) : 0 }),
    },
  };
  const amounts = {
    type: 'value' as const,
    splitNumber: size.narrow ? 3 : 5,
    minInterval: 1,
    axisLabel: { ...label, formatter: (value: number) => format(value), hideOverlap: true },
    splitLine: { lineStyle: { color: stand.grid } },
  };
  const common: EChartsOption = {
    animation: false,
    grid: {
      left: 8,
      right: size.lying ? size.font * 3 : size.font,
      top: size.font * 1.6,
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
  };
  if (kind === 'heat') return { ...common, ...heat(props, size, names) };
  const [xAxis, yAxis] = size.lying ? [amounts, { ...names, inverse: true }] : [names, amounts];
  return { ...common, xAxis, yAxis, series: series.map((_, i) => seriesOf(props, size, i)) } as EChartsOption;
}

function seriesOf({ kind, categories, series, format = String }: ChartProps, size: Size, i: number): SeriesOption {
  const one = series[i];
  const name = one?.name ?? '';
  const data = [...(one?.values ?? [])];
  const colour = seriesColour(i);
  const roomy = size.lying || categories.length * series.length <= (size.narrow ? 6 : 14);
  if (kind === 'line') {
    const symbols = ['circle', 'rect', 'triangle', 'diamond'];
    return {
      type: 'line',
      name,
      data,
      symbol: symbols[i % symbols.length] ?? 'circle',
      symbolSize: size.narrow ? 7 : 8,
      showAllSymbol: 'auto',
      lineStyle: { color: colour, width: 2.5, type: i === 0 ? 'solid' : i === 1 ? 'dashed' : 'dotted' },
      itemStyle: { color: colour },
    };
  }
  const stacked = kind === 'stacked';
  return {
    type: 'bar',
    name,
    data,
    ...(stacked ? { stack: 'all' } : {}),
    barMaxWidth: 36,
    itemStyle: { color: colour, borderColor: stand.paper, borderWidth: stacked ? 1 : 0 },
    label: {
      show: !stacked && roomy,
      position: size.lying ? 'right' : 'top',
      distance: 4,
      color: stand.value,
      fontSize: size.font,
      formatter: ({ value }) => (typeof value === 'number' ? format(value) : ''),
    },
  };
}

function heat({ categories, series, format = String }: ChartProps, size: Size, names: object): EChartsOption {
  const data = series.flatMap((one, y) =>
    categories.map((_, x) => [x, y, one.values[x] ?? '-'] as [number, number, number | '-']),
  );
  const top = Math.max(1, ...series.flatMap((one) => one.values.map((value) => value ?? 0)));
  const stepOf = (value: number) =>
    value <= 0 ? 0 : Math.min(heatSteps - 1, Math.ceil((value / top) * (heatSteps - 1)));
  return {
    xAxis: { ...names, splitArea: { show: false } },
    yAxis: {
      type: 'category',
      data: series.map((one) => one.name),
      inverse: true,
      axisTick: { show: false },
      axisLine: { show: false },
      axisLabel: { color: stand.text, fontSize: size.font },
    },
    series: [
      {
        type: 'heatmap',
        data: data.map((point) => ({
          value: point,
          itemStyle: {
            color: heatColour(point[2] === '-' ? 0 : stepOf(point[2])),
            borderColor: stand.paper,
            borderWidth: 2,
          },
          label: { color: point[2] !== '-' && stepOf(point[2]) >= 3 ? stand.inside : stand.value },
        })),
        label: {
          show: categories.length <= (size.narrow ? 8 : 16),
          fontSize: size.font * 0.92,
          formatter: ({ value }: { value: unknown }) =>
            Array.isArray(value) && typeof value[2] === 'number' ? format(value[2]) : '–',
        },
      },
    ],
    visualMap: { show: false, type: 'piecewise', seriesIndex: [] as unknown as number },
  } as EChartsOption;
}

/**
 * Takes everything out of ECharts' SVG that a CSP without `unsafe-inline` forbids, and every colour:
 * what is left are shapes with classes. Clip paths go too: nothing lies outside the axes, and their running
 * numbers would make the same chart another text every time.
 */
export function withClasses(svg: string): string {
  return svg
    .replace(/<(style|defs)[\s\S]*?<\/\1>/g, '')
    .replace(/<rect width="\d+" height="\d+" x="0" y="0" fill="none"><\/rect>/, '')
    .replace(
      /<(\w+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>/g,
      (_, tag: string, attributes: string, end: string) => `<${tag}${cleaned(tag, attributes)}${end}>`,
    )
    .replace(/>\s+</g, '><');
}

function cleaned(tag: string, attributes: string): string {
  const kept: string[] = [];
  const named: string[] = [];
  for (const [, name = '', value = ''] of attributes.matchAll(/([\w:-]+)="([^"]*)"/g)) {
    if (name === 'style') {
      const size = /font-size:\s*([\d.]+)px/.exec(value)?.[1];
      if (size) kept.push(`font-size="${size}"`);
    } else if (name === 'fill' || name === 'stroke') {
      const known = classes.get(value.toLowerCase());
      if (known) named.push(name === 'fill' ? known : `${known}-line`);
      else kept.push(`${name}="${value}"`);
    } else if (tag === 'svg') {
      if (name === 'viewBox' || name === 'width' || name === 'height') kept.push(`${name}="${value}"`);
    } else if (!/^(class|clip-path|pointer-events|xmlns|ecmeta)/.test(name)) kept.push(`${name}="${value}"`);
  }
  if (named.length > 0) kept.push(`class="${named.join(' ')}"`);
  if (tag === 'svg') kept.push('aria-hidden="true"');
  return kept.length > 0 ? ` ${kept.join(' ')}` : '';
}
