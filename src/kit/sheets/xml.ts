import { refuse } from './cell.ts';

/** A piece of a longer text: from `start` up to, not including, `end`. */
export type Span = readonly [source: string, start: number, end: number];

/**
 * Called in document order. Names come without their namespace prefix; a tag that closes itself opens and closes.
 * The attributes of a tag stand in `source` from `start` to `end`: pass them on to {@link eachAttribute}. They are not cut
 * out because most are never asked for, and a sheet has millions of them.
 */
export interface XmlHandler {
  open(name: string, ...at: Span): void;
  close(name: string): void;
  text(text: string): void;
}

/** A single tag or text longer than this is no sheet that a person made. */
const LONGEST_TOKEN = 4 * 1024 * 1024;

const TAB = 9;
const NEWLINE = 10;
const RETURN = 13;
const SPACE = 32;
const BANG = 33;
const DOUBLE_QUOTE = 34;
const SINGLE_QUOTE = 39;
const SLASH = 47;
const COLON = 58;
const LESS = 60;
const EQUALS = 61;
const GREATER = 62;
const QUESTION = 63;

/**
 * Reads XML piece by piece: the part that spreadsheets use (tags, attributes, text, CDATA, comments, character references).
 * A document type is refused, so no entity can be defined that grows. Throws a refusal for what is not well formed.
 */
export function xmlReader(handler: XmlHandler): { push(chunk: string): void; end(): void } {
  let rest = '';
  let depth = 0;
  /** Whether what is being read has any reference such as &amp; in it. */
  let coded = false;

  function push(chunk: string): void {
    const source = rest === '' ? chunk : rest + chunk;
    coded = source.includes('&');
    let at = 0;
    for (;;) {
      const next = token(source, at);
      if (next < 0) break;
      at = next;
    }
    rest = at === source.length ? '' : source.slice(at);
    if (rest.length > LONGEST_TOKEN) throw refuse('too_large');
  }

  /** Handles what begins at `at` and returns where the next begins, or -1 when it is not all there yet. */
  function token(source: string, at: number): number {
    if (at >= source.length) return -1;
    const tag = source.charCodeAt(at) === LESS ? at : source.indexOf('<', at);
    if (tag < 0) return -1;
    if (tag > at && depth > 0) {
      const text = detached(source.slice(at, tag));
      handler.text(coded ? decodeEntities(text) : text);
    }
    const end = markup(source, tag);
    // The text before an unfinished tag has been told already: go on from the tag, not from the text.
    return end < 0 && tag > at ? tag : end;
  }

  function markup(source: string, tag: number): number {
    switch (source.charCodeAt(tag + 1)) {
      case SLASH:
        return closing(source, tag);
      case QUESTION:
        return after(source, '?>', tag);
      case BANG:
        return declaration(source, tag);
      default:
        return element(source, tag);
    }
  }

  function declaration(source: string, tag: number): number {
    if (source.startsWith('<!--', tag)) return after(source, '-->', tag + 4);
    if (source.startsWith('<![CDATA[', tag)) {
      const end = source.indexOf(']]>', tag);
      if (end < 0) return -1;
      handler.text(source.slice(tag + 9, end));
      return end + 3;
    }
    if (source.length - tag < 9) return -1;
    throw refuse('damaged');
  }

  function closing(source: string, tag: number): number {
    let start = tag + 2;
    let end = 0;
    for (let i = start; i < source.length; i++) {
      const code = source.charCodeAt(i);
      if (code === GREATER) {
        if (--depth < 0) throw refuse('damaged');
        handler.close(source.slice(start, end || i));
        return i + 1;
      }
      if (code === COLON) start = i + 1;
      else if (isSpace(code)) end ||= i;
    }
    return -1;
  }

  function element(source: string, tag: number): number {
    let start = tag + 1;
    let nameEnd = 0;
    let quote = 0;
    for (let i = start; i < source.length; i++) {
      const code = source.charCodeAt(i);
      if (quote !== 0) {
        if (code === quote) quote = 0;
      } else if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) quote = code;
      else if (code === GREATER) {
        const closed = source.charCodeAt(i - 1) === SLASH;
        const end = closed ? i - 1 : i;
        const name = source.slice(start, nameEnd || end);
        if (name === '') throw refuse('damaged');
        handler.open(name, source, nameEnd || end, end);
        if (closed) handler.close(name);
        else depth++;
        return i + 1;
      } else if (nameEnd === 0) {
        if (isSpace(code)) nameEnd = i;
        else if (code === COLON) start = i + 1;
      }
    }
    return -1;
  }

  return {
    push,
    end() {
      if (depth !== 0 || rest.trim() !== '') throw refuse('damaged');
    },
  };
}

/** Tells each attribute: its name without prefix and where its value stands in `source`, references not yet decoded. */
export function eachAttribute(
  source: string,
  start: number,
  end: number,
  tell: (name: string, ...at: Span) => void,
): void {
  let name = -1;
  let nameEnd = -1;
  for (let i = start; i < end; i++) {
    const code = source.charCodeAt(i);
    if (code === EQUALS) {
      if (nameEnd < 0) nameEnd = i;
    } else if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) {
      let close = i + 1;
      while (close < end && source.charCodeAt(close) !== code) close++;
      if (close >= end || name < 0 || nameEnd < 0) throw refuse('damaged');
      tell(source.slice(name, nameEnd), source, i + 1, close);
      i = close;
      name = -1;
      nameEnd = -1;
    } else if (isSpace(code)) {
      if (name >= 0 && nameEnd < 0) nameEnd = i;
    } else if (name < 0 || code === COLON) name = code === COLON ? i + 1 : i;
  }
}

/** The value of one attribute, found by its name without prefix; undefined when it is not there. */
export function attribute(name: string, source: string, start: number, end: number): string | undefined {
  let found: string | undefined;
  eachAttribute(source, start, end, (each, _, from, to) => {
    if (each === name) found ??= decodeEntities(source.slice(from, to));
  });
  return found;
}

/** V8 keeps slices shorter than this as strings of their own. */
const SHORTEST_SLICE = 13;

/** The same text without a hold on the much longer one it was cut from: who keeps a cell must not keep the whole sheet. */
function detached(text: string): string {
  return text.length < SHORTEST_SLICE ? text : ` ${text}`.slice(1);
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,4}));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return NAMED[name] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** Spreadsheets write characters that XML cannot hold as _x000D_; a true "_x000D_" has its first sign written so. */
export function decodeEscapes(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9a-f]{4})_/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the very characters XML cannot hold.
const UNSAFE = /[&<>"\u0000-\u0008\u000b-\u001f\ufffe\uffff]|_(?=x[0-9a-f]{4}_)|[\ud800-\udfff]/giu;

/** Text made safe for XML text and attributes, the way spreadsheets expect it; half characters become U+FFFD. */
export function encodeText(text: string): string {
  return text.replace(UNSAFE, (sign) => {
    switch (sign) {
      case '&':
        return '&amp;';
      case '<':
        return '&lt;';
      case '>':
        return '&gt;';
      case '"':
        return '&quot;';
      default: {
        const code = sign.charCodeAt(0);
        return code >= 0xd800 && code <= 0xdfff ? '\ufffd' : `_x${code.toString(16).toUpperCase().padStart(4, '0')}_`;
      }
    }
  });
}

function after(source: string, mark: string, from: number): number {
  const found = source.indexOf(mark, from);
  return found < 0 ? -1 : found + mark.length;
}

function isSpace(code: number): boolean {
  return code === SPACE || code === NEWLINE || code === TAB || code === RETURN;
}
