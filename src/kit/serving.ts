import type { Context as HonoContext } from 'hono';
import type { Actor } from './access.ts';
import type { Face } from './face.ts';
import type { FieldError } from './input.ts';
import type { Lang } from './lang.ts';
import type { LiveHub } from './live.ts';
import type { PageCache } from './page-cache.ts';
import type { PageContent, SheetContent } from './route.ts';
import type { Workshop } from './write.ts';

/** What the application gives the kit to serve routes with. */
export type Serving = {
  readonly workshop: Workshop;
  readonly baseUrl: string;
  readonly demo: boolean;
  readonly secureCookies: boolean;
  /** Largest form with files, in bytes. */
  readonly uploadLimit: number;
  readonly pages: PageCache;
  readonly live?: LiveHub | undefined;
  /** Who holds this session token, and as what; undefined when nobody (any more). */
  loadActor(token: string): Promise<{ actor: Actor; lang: Lang; elder: boolean } | undefined>;
  /** The frame around every page, as a whole HTML document. */
  frame(face: Face, content: PageContent, status: { readonly said?: string | undefined }): string;
  /** The page that says something went wrong. */
  problemPage(face: Face, problem: Problem): PageContent;
  workbook(sheets: readonly SheetContent[]): Promise<Uint8Array<ArrayBuffer>>;
  addressOf(c: HonoContext): string;
  onError(error: unknown, c: HonoContext): void;
};

/** RFC 9457. */
export type Problem = {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail?: string | undefined;
  readonly errors?: readonly FieldError[];
};
