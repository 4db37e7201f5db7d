/** An entry of a feed; texts are plain. */
export type AtomEntry = {
  /** An IRI that never changes, such as urn:uuid:…. */
  readonly id: string;
  readonly title: string;
  readonly updated: Date;
  readonly published?: Date | undefined;
  readonly author: string;
  /** The full address of its page. */
  readonly link: string;
  readonly category?: { readonly term: string; readonly label: string } | undefined;
  readonly content: string;
};

export type AtomFeed = {
  readonly id: string;
  readonly title: string;
  readonly subtitle?: string | undefined;
  /** The language of titles, as in HTML. */
  readonly lang: string;
  /** The feed's own full address. */
  readonly self: string;
  /** The full address of the page it belongs to. */
  readonly alternate: string;
  /** Whose feed it is; said by the feed as well, since one without entries has no author otherwise. */
  readonly author: string;
  /** When nothing is in it yet: the time it is told to be of. */
  readonly updated: Date;
  readonly entries: readonly AtomEntry[];
};

/** The media type of a feed. */
export const atomType = 'application/atom+xml';

/**
 * Writes an Atom 1.0 feed (RFC 4287). Its `updated` is the latest of its entries'; characters that XML 1.0 cannot hold
 * become U+FFFD.
 */
export function writeAtom(feed: AtomFeed): string {
  const { entries } = feed;
  const updated =
    entries.length === 0 ? feed.updated : new Date(Math.max(...entries.map((one) => Number(one.updated))));
  return [
    '<?xml version="1.0" encoding="utf-8"?>\n',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${escaped(feed.lang)}">`,
    element('id', feed.id),
    element('title', feed.title),
    feed.subtitle === undefined ? '' : element('subtitle', feed.subtitle),
    element('updated', timestamp(updated)),
    author(feed.author),
    `<link rel="self" type="${atomType}" href="${escaped(feed.self)}"/>`,
    `<link rel="alternate" type="text/html" href="${escaped(feed.alternate)}"/>`,
    ...entries.map(entryText),
    '</feed>\n',
  ].join('');
}

function entryText({ id, title, updated, published, author: by, link, category, content }: AtomEntry): string {
  return [
    '<entry>',
    element('id', id),
    element('title', title),
    element('updated', timestamp(updated)),
    published === undefined ? '' : element('published', timestamp(published)),
    author(by),
    `<link rel="alternate" type="text/html" href="${escaped(link)}"/>`,
    category ? `<category term="${escaped(category.term)}" label="${escaped(category.label)}"/>` : '',
    `<content type="text">${escaped(content)}</content>`,
    '</entry>',
  ].join('');
}

function element(name: string, text: string): string {
  return `<${name}>${escaped(text)}</${name}>`;
}

function author(name: string): string {
  return `<author>${element('name', name)}</author>`;
}

/** RFC 3339, to the second, in UTC. */
function timestamp(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}

const signs: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};

/** Text for an element or an attribute in double quotes. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[&<>"\r]/g, (sign) => signs[sign] ?? sign)
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
}
