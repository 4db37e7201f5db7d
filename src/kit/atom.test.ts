import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AtomEntry, type AtomFeed, writeAtom } from './atom.ts';
import { attribute, eachAttribute, xmlReader } from './sheets/xml.ts';

type Node = { name: string; attributes: Record<string, string>; text: string; children: Node[] };

/** Reads a feed with the strict reader of the sheets, which throws for what is not well formed. */
function read(xml: string): Node {
  const top: Node = { name: '', attributes: {}, text: '', children: [] };
  const open: Node[] = [top];
  const reader = xmlReader({
    open: (name, ...at) => {
      const node: Node = { name, attributes: {}, text: '', children: [] };
      eachAttribute(...at, (key) => {
        node.attributes[key] = attribute(key, ...at) ?? '';
      });
      open.at(-1)?.children.push(node);
      open.push(node);
    },
    close: () => void open.pop(),
    text: (text) => {
      const node = open.at(-1);
      if (node) node.text += text;
    },
  });
  reader.push(xml);
  reader.end();
  return top.children[0] ?? top;
}

const all = (node: Node, name: string): Node[] => node.children.filter((child) => child.name === name);
const only = (node: Node, name: string): Node => {
  const found = all(node, name);
  expect(found, name).toHaveLength(1);
  return found[0] as Node;
};

const entry: AtomEntry = {
  id: 'urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a',
  title: 'One & <two>',
  updated: new Date('2026-11-22T02:00:00.123Z'),
  published: new Date('2026-11-21T02:00:00Z'),
  author: 'Office “A”',
  link: 'https://example.org/1?a=1&b=2',
  category: { term: 'news', label: 'News' },
  content: 'First line\n\nSecond\r\nline ]]> end',
};
const feed: AtomFeed = {
  id: 'https://example.org/feed',
  title: 'Latest',
  subtitle: 'What is new',
  lang: 'en-GB',
  self: 'https://example.org/feed?lang=en&x=1',
  alternate: 'https://example.org/',
  author: 'Example',
  updated: new Date('2026-01-01T00:00:00Z'),
  entries: [entry, { ...entry, id: 'urn:uuid:2', updated: new Date('2026-11-23T00:00:00Z') }],
};
const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

describe('an Atom feed (RFC 4287)', () => {
  const top = read(writeAtom(feed));

  test('4.1.1: the feed has exactly one id, title, updated, an author, a link to itself and one to its page', () => {
    expect(top.name).toBe('feed');
    expect(top.attributes).toMatchObject({ xmlns: 'http://www.w3.org/2005/Atom' });
    expect(only(top, 'id').text).toBe(feed.id);
    expect(only(top, 'title').text).toBe('Latest');
    expect(only(top, 'updated').text).toMatch(rfc3339);
    expect(only(only(top, 'author'), 'name').text).toBe('Example');
    const links = Object.fromEntries(all(top, 'link').map(({ attributes }) => [attributes.rel, attributes.href]));
    expect(links).toEqual({ self: feed.self, alternate: feed.alternate });
  });

  test('its updated is the latest of its entries, and its own where there are none', () => {
    expect(only(top, 'updated').text).toBe('2026-11-23T00:00:00Z');
    expect(only(read(writeAtom({ ...feed, entries: [] })), 'updated').text).toBe('2026-01-01T00:00:00Z');
  });

  test('4.1.2: every entry has exactly one id, title, updated, and an author and a page', () => {
    const entries = all(top, 'entry');
    expect(entries).toHaveLength(2);
    for (const one of entries) {
      for (const name of ['id', 'title', 'updated', 'published', 'author', 'content', 'link']) only(one, name);
      for (const name of ['updated', 'published']) expect(only(one, name).text).toMatch(rfc3339);
      expect(only(one, 'link').attributes).toMatchObject({ rel: 'alternate', href: entry.link });
      expect(only(one, 'content').attributes).toEqual({ type: 'text' });
    }
  });

  test('no two entries of the same id and time stand in it unless they were given twice', () => {
    expect(new Set(all(top, 'entry').map((one) => only(one, 'id').text)).size).toBe(2);
  });

  test('what was written is read back as it was', () => {
    const [first] = all(top, 'entry') as [Node];
    expect(only(first, 'title').text).toBe(entry.title);
    expect(only(first, 'content').text).toBe(entry.content);
    expect(only(first, 'category').attributes).toEqual({ term: 'news', label: 'News' });
  });

  test('any text at all makes a well-formed feed that reads back, but for what XML cannot hold', () => {
    const held = (text: string): string =>
      text.toWellFormed().replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (title, content) => {
        const xml = writeAtom({ ...feed, entries: [{ ...entry, title, content, author: title }] });
        const one = only(read(xml), 'entry');
        expect(only(one, 'title').text).toBe(held(title));
        expect(only(one, 'content').text).toBe(held(content));
      }),
    );
  });
});
