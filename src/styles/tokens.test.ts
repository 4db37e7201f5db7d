import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Tokens = Readonly<Record<string, string>>;

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
const light = block(':root');
const elder = block(':root[data-elder]');
const darkByDevice = block(':root:not([data-theme="light"])');
const darkByChoice = block(':root[data-theme="dark"]');
const tones = ['ink', 'soft', 'cinnabar', 'pine', 'amber', 'indigo', 'plum'];
const grounds = ['paper', 'surface', 'sunk'];

/** Words and the ground they stand on, as the components use them. */
const texts: readonly [text: string, ground: string][] = [
  ...tones.flatMap((text) => grounds.map((ground): [string, string] => [text, ground])),
  ...tones.filter((tone) => tone !== 'ink' && tone !== 'soft').map((tone): [string, string] => [tone, `${tone}-tint`]),
  ...['neutral', 'cinnabar', 'pine', 'amber', 'indigo', 'plum'].map((tint): [string, string] => [
    'ink',
    `${tint}-tint`,
  ]),
  ['soft', 'neutral-tint'],
  ['paper', 'ink'],
  ['on-cinnabar', 'cinnabar'],
  ['on-cinnabar', 'cinnabar-deep'],
  ['ink', 'heat-0'],
  ['ink', 'heat-1'],
  ['ink', 'heat-2'],
  ['on-heat', 'heat-3'],
  ['on-heat', 'heat-4'],
];

/** Lines of boxes one types in, of signs and of charts. */
const shapes: readonly [shape: string, ground: string][] = [
  ['edge', 'paper'],
  ['edge', 'surface'],
  ['edge', 'sunk'],
  ...[1, 2, 3, 4, 5, 6].map((n): [string, string] => [`series-${n}`, 'paper']),
];

describe('contrast (WCAG 2.2, 1.4.3 and 1.4.11; 7:1 in the elder version)', () => {
  it.each([
    ['light', light, 4.5],
    ['dark', { ...light, ...darkByDevice }, 4.5],
    ['elder, light', { ...light, ...elder }, 7],
    ['elder, dark', { ...light, ...elder, ...darkByDevice }, 7],
  ])('%s', (_, tokens, least) => {
    const tooFaint = [...texts.map((pair) => [...pair, least] as const), ...shapes.map((pair) => [...pair, 3] as const)]
      .map(([front, ground, min]) => ({
        pair: `${front} on ${ground}`,
        is: contrast(colour(tokens, front), colour(tokens, ground)),
        min,
      }))
      .filter(({ is, min }) => is < min);
    expect(tooFaint).toEqual([]);
  });
});

describe('tokens', () => {
  it('are dark alike by the device and by choice', () => {
    expect(darkByChoice).toEqual(darkByDevice);
  });

  it('take back in the dark every colour that the elder version sets', () => {
    const set = Object.keys(elder).filter((name) => elder[name]?.startsWith('#'));
    expect(set.filter((name) => darkByDevice[name] === undefined)).toEqual([]);
  });

  it('make the root 17 px and 22 px, and targets 44 px and 60 px, where the browser’s own size is 16 px', () => {
    expect(pixels(light.root)).toBe(17);
    expect(pixels(elder.root)).toBe(22);
    expect(light.target).toBe('44px');
    expect(elder.target).toBe('60px');
    expect(Number(elder['leading-tight'])).toBeGreaterThanOrEqual(1.5);
  });
});

/** The custom properties of the first block with this selector. */
function block(selector: string): Tokens {
  const start = css.indexOf(`${selector} {`);
  if (start < 0) throw new Error(`No block ${selector}`);
  const body = css.slice(css.indexOf('{', start) + 1, css.indexOf('}', start));
  return Object.fromEntries(
    [...body.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value.trim()]),
  );
}

function colour(tokens: Tokens, name: string): string {
  const value = tokens[name];
  if (!value || !/^#[0-9a-f]{6}$/i.test(value)) throw new Error(`No colour --${name}`);
  return value;
}

function pixels(percent: string | undefined): number {
  return (Number.parseFloat(percent ?? '') / 100) * 16;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => {
    const value = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
