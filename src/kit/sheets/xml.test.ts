import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { refusalOf } from './cell.ts';
import { attribute, decodeEscapes, encodeText, xmlReader } from './xml.ts';

function events(pieces: readonly string[]): string[] {
  const told: string[] = [];
  const reader = xmlReader({
    open: (name, source, start, end) => told.push(`<${name}|${source.slice(start, end).trim()}`),
    close: (name) => told.push(`>${name}`),
    text: (text) => told.push(`"${text}`),
  });
  for (const piece of pieces) reader.push(piece);
  reader.end();
  return told;
}

function refusalFrom(run: () => unknown): unknown {
  try {
    run();
    return undefined;
  } catch (error) {
    return refusalOf(error)?.refused ?? error;
  }
}

const SAMPLE = `<?xml version="1.0"?><!-- a > b --><x:a p='1>2' x:q = "&quot;&#x4E00;"><b/>一&amp;二<![CDATA[<c>&amp;]]><x:d r="1"/>&#19968; </x:a>\n`;

describe('reading', () => {
  test('tells tags without prefix, attributes, text, CDATA and references', () => {
    expect(events([SAMPLE])).toEqual([
      `<a|p='1>2' x:q = "&quot;&#x4E00;"`,
      '<b|',
      '>b',
      '"一&二',
      '"<c>&amp;',
      '<d|r="1"',
      '>d',
      '"一 ',
      '>a',
    ]);
  });

  test('wherever the text is cut', () => {
    const whole = events([SAMPLE]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: SAMPLE.length }), { maxLength: 12 }), (cuts) => {
        const at = [0, ...cuts.toSorted((a, b) => a - b), SAMPLE.length];
        const pieces = at.slice(1).map((end, i) => SAMPLE.slice(at[i], end));
        expect(events(pieces)).toEqual(whole);
      }),
    );
  });

  test('finds attributes by their name only', () => {
    const attributes = ` sr="no" r='A"1' x:id="7" s = "3"`;
    expect(attribute('r', attributes, 0, attributes.length)).toBe('A"1');
    expect(attribute('id', attributes, 0, attributes.length)).toBe('7');
    expect(attribute('s', attributes, 0, attributes.length)).toBe('3');
    expect(attribute('t', attributes, 0, attributes.length)).toBeUndefined();
  });

  test.each(['<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>', '<a>', '</a>', '<a></a></a>', '<a', '< >'])(
    'refuses %s',
    (source) => {
      expect(refusalFrom(() => events([source]))).toBe('damaged');
    },
  );
});

test('encoded text reads back, whatever it is', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.constantFrom('', '_x000D_', '_x005F_', '\r\u0000\uffff'),
      (a, b) => {
        const text = a + b + a;
        const told =
          events([`<a>${encodeText(text)}</a>`])
            .find((each) => each.startsWith('"'))
            ?.slice(1) ?? '';
        expect(decodeEscapes(told)).toBe(text);
      },
    ),
  );
  expect(encodeText('a\ud800b')).toBe('a\ufffdb');
});
