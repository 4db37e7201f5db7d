import type { ProtocolAnswer } from '../../kit/route.ts';

export const formats = ['json', 'xml'] as const;
export type Format = (typeof formats)[number];

/** What an answer is made of: the same tree is written as JSON and as XML. */
export type Tree = string | number | boolean | null | readonly Tree[] | { readonly [name: string]: Tree };

/** What one entry of a list is called in XML: in the Spark convention a list is an element with nothing but these. */
const entryOf = {
  services: 'service',
  attributes: 'attribute',
  values: 'value',
  service_requests: 'request',
  errors: 'error',
  endpoints: 'endpoint',
  formats: 'format',
} as const;
type Root = keyof typeof entryOf | 'service_definition' | 'discovery';

/** An answer in the format asked for, UTF-8 and named so. */
export function answerIn(
  format: Format,
  root: Root,
  tree: Tree,
  status: ProtocolAnswer['status'] = 200,
): ProtocolAnswer {
  if (format === 'json') return { status, type: 'application/json; charset=utf-8', body: JSON.stringify(tree) };
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n${elementOf(root, tree)}\n`;
  return { status, type: 'text/xml; charset=utf-8', body };
}

function elementOf(name: string, tree: Tree): string {
  const inside = contentOf(name, tree);
  return inside === '' ? `<${name}/>` : `<${name}>${inside}</${name}>`;
}

function contentOf(name: string, tree: Tree): string {
  if (tree === null) return '';
  if (isList(tree)) {
    const entry = Object.hasOwn(entryOf, name) ? entryOf[name as keyof typeof entryOf] : 'item';
    return tree.map((one) => elementOf(entry, one)).join('');
  }
  if (typeof tree === 'object')
    return Object.entries(tree)
      .map(([key, value]) => elementOf(key, value))
      .join('');
  return escaped(String(tree));
}

function isList(tree: Tree): tree is readonly Tree[] {
  return Array.isArray(tree);
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Text as it may stand in XML 1.0, which knows no control characters. */
function escaped(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are meant
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replace(/[&<>]/g, (sign) => entities[sign] ?? sign)
  );
}
