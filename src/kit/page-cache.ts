/** Rendered pages that everybody sees alike, by address, language and version; the one used longest ago goes first. */
export type PageCache = { get(key: string): string | undefined; set(key: string, html: string): void };

/** Opens a cache that holds at most so many characters. */
export function pageCache(limit = 30_000_000): PageCache {
  const pages = new Map<string, string>();
  let size = 0;
  const drop = (key: string): void => {
    size -= pages.get(key)?.length ?? 0;
    pages.delete(key);
  };
  return {
    get: (key) => {
      const html = pages.get(key);
      if (html !== undefined) {
        // A map keeps the order of insertion: what was just used goes to the end.
        pages.delete(key);
        pages.set(key, html);
      }
      return html;
    },
    set: (key, html) => {
      drop(key);
      pages.set(key, html);
      size += html.length;
      for (const oldest of pages.keys()) {
        if (size <= limit) break;
        drop(oldest);
      }
    },
  };
}
