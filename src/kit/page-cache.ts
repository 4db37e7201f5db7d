import { hash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { type Header, holds, takesGzip } from './visitor.ts';

/**
 * When something was read: the time, and how often this process had written by then. Whatever it writes later makes
 * everything read before uncertain, so that who writes reads what was written.
 */
export type Moment = { readonly at: number; readonly writes: number };

/** A page that everybody sees alike, as it is sent. */
export type KeptPage = {
  /** Name of its route, for the count of answers. */
  readonly route: string;
  /** As long as this stays the same, so does the page. */
  readonly version: string;
  readonly etag: string;
  readonly body: Uint8Array<ArrayBuffer>;
  readonly zipped: Uint8Array<ArrayBuffer>;
  readonly headers: {
    readonly plain: Record<string, string>;
    readonly zipped: Record<string, string>;
    readonly unchanged: Record<string, string>;
  };
};

export type PageCache = {
  /** Puts a page into the form in which it is sent. */
  finish(page: {
    readonly route: string;
    readonly version: string;
    readonly type: string;
    readonly body: string;
  }): KeptPage;
  /** The page under this key if nobody has to be asked whether it still holds. */
  current(key: string, now: Moment): KeptPage | undefined;
  /** The page under this key, whether or not it still holds. */
  last(key: string): KeptPage | undefined;
  /** Keeps a page that was right at this moment. */
  keep(key: string, page: KeptPage, read: Moment): void;
};

export type PageCacheOptions = {
  /** Headers that every answer carries. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Bytes held at most. */
  readonly limit?: number;
};

/** What another process writes shows here after so many milliseconds at the latest. */
const trustedFor = 1000;
/** Beside its bytes a page takes about as much for its key and headers. */
const overhead = 2000;

/** Finished pages by whom they look alike for; the one used longest ago goes first. */
export function pageCache({ headers = {}, limit = 30_000_000 }: PageCacheOptions = {}): PageCache {
  const pages = new Map<string, { readonly page: KeptPage; readonly read: Moment }>();
  let size = 0;
  const sizeOf = (page: KeptPage): number => page.body.length + page.zipped.length + overhead;
  const drop = (key: string): void => {
    const found = pages.get(key);
    if (found) size -= sizeOf(found.page);
    pages.delete(key);
  };
  return {
    finish: ({ route, version, type, body: text }) => {
      const body = Uint8Array.from(Buffer.from(text));
      const etag = `W/"${hash('sha256', body, 'base64url').slice(0, 22)}"`;
      const shared = {
        ...headers,
        'Cache-Control': 'no-cache',
        ETag: etag,
        Vary: 'Cookie, Accept, Accept-Language, Accept-Encoding',
      };
      const plain = { ...shared, 'Content-Type': type };
      return {
        route,
        version,
        etag,
        body,
        zipped: Uint8Array.from(gzipSync(body)),
        headers: { plain, zipped: { ...plain, 'Content-Encoding': 'gzip' }, unchanged: shared },
      };
    },
    current: (key, now) => {
      const found = pages.get(key);
      if (found === undefined) return undefined;
      const age = now.at - found.read.at;
      // A clock that was put back makes nothing young again.
      return found.read.writes === now.writes && age >= 0 && age < trustedFor ? found.page : undefined;
    },
    last: (key) => pages.get(key)?.page,
    keep: (key, page, read) => {
      // A map keeps the order of insertion: whatever is in use comes back to the end about once a second.
      drop(key);
      pages.set(key, { page, read });
      size += sizeOf(page);
      for (const oldest of pages.keys()) {
        if (size <= limit) break;
        drop(oldest);
      }
    },
  };
}

/** Under what a page is kept: whatever its looks depend on besides what is in the database. */
export function pageKey(address: string, on: { lang: string; elder: boolean; json: boolean; today: string }): string {
  return `${address} ${on.lang} ${on.elder ? 'elder' : ''} ${on.json ? 'json' : 'html'} ${on.today}`;
}

export type Sent =
  | { readonly status: 304; readonly body: null; readonly headers: Record<string, string> }
  | { readonly status: 200; readonly body: Uint8Array<ArrayBuffer>; readonly headers: Record<string, string> };

/** What is sent of a kept page: that there is nothing new (304), or the page, as gzip where that is understood. */
export function sentOf(page: KeptPage, header: Header): Sent {
  const { headers } = page;
  if (holds(header('if-none-match'), page.etag)) return { status: 304, body: null, headers: headers.unchanged };
  return takesGzip(header('accept-encoding'))
    ? { status: 200, body: page.zipped, headers: headers.zipped }
    : { status: 200, body: page.body, headers: headers.plain };
}
