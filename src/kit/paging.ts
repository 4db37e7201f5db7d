import type { Context } from './route.ts';

/** Which rows of a list are read: `offset` are left out, at most `limit` follow. */
export type Slice = { readonly offset: number; readonly limit: number };

const pageSize = 50;
/** A workbook holds at most so many rows of a list; of a longer one it is refused, never cut. */
export const sheetSize = 20_000;

/**
 * Which rows of a list are asked for: page `page` (from 1), or everything when it is to be a workbook: one row more
 * than that holds, by which `http.ts` sees that it would be cut.
 */
export function sliceOf({ url }: Pick<Context, 'url'>, page: number): Slice {
  return url.searchParams.get('format') === 'xlsx'
    ? { offset: 0, limit: sheetSize + 1 }
    : { offset: (page - 1) * pageSize, limit: pageSize };
}

/** How a list of `total` rows says where it is. */
export function pagesOf(page: number, total: number): { page: number; pages: number; total: number } {
  return { page, pages: Math.max(1, Math.ceil(total / pageSize)), total };
}
