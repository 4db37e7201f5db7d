import type { Lang } from '../lang.ts';
import { Icon, type IconName } from './icon.tsx';
import { ui, uiWords } from './words.ts';

/** `label` tells apart several of them on one page. */
export type BreadcrumbsProps = {
  readonly lang: Lang;
  readonly items: readonly Crumb[];
  readonly here?: string | undefined;
  readonly label?: string | undefined;
};

export type Crumb = { readonly href: string; readonly label: string };

/** The way from the start to this page. `here` is this page and no link. */
export function Breadcrumbs({ lang, items, here, label = ui(uiWords.breadcrumbs, lang) }: BreadcrumbsProps) {
  return (
    <nav class="crumbs" aria-label={label}>
      <ol>
        {items.map((item) => (
          <li key={item.href}>
            <a href={item.href}>{item.label}</a>
            <Icon name="chevron-right" />
          </li>
        ))}
        {here && <li aria-current="page">{here}</li>}
      </ol>
    </nav>
  );
}

export type Tab = {
  readonly href: string;
  readonly label: string;
  readonly current?: boolean | undefined;
  readonly count?: string | number | undefined;
  readonly icon?: IconName | undefined;
};

/** Views of one thing, each with its own address. */
export function Tabs({ label, items }: { readonly label: string; readonly items: readonly Tab[] }) {
  return (
    <nav class="tabs" aria-label={label}>
      <ul>
        {items.map((item) => (
          <li key={item.href}>
            <a href={item.href} aria-current={item.current ? 'page' : undefined}>
              {item.icon && <Icon name={item.icon} />}
              {item.label}
              {item.count !== undefined && <span class="count">{item.count}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

export type PaginationProps = {
  readonly lang: Lang;
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  readonly href: (page: number) => string;
  /** Tells apart several of them on one page. */
  readonly label?: string | undefined;
};

/** Pages of a list; nothing when there is only one. */
export function Pagination({ lang, page, pages, href, label = ui(uiWords.pages, lang) }: PaginationProps) {
  if (pages <= 1) return null;
  return (
    <nav class="pagination" aria-label={label}>
      <ul>
        {page > 1 && (
          <li>
            <a class="pagination-step" href={href(page - 1)} rel="prev">
              <Icon name="chevron-left" />
              {ui(uiWords.previous, lang)}
            </a>
          </li>
        )}
        {pagesShown(page, pages).map((shown, i) =>
          shown === undefined ? (
            <li key={`gap${i}`} class="pagination-gap" aria-hidden="true">
              …
            </li>
          ) : (
            <li key={shown} class="pagination-page">
              <a
                href={href(shown)}
                aria-current={shown === page ? 'page' : undefined}
                aria-label={lang === 'zh' ? `第 ${shown} 页` : `Page ${shown}`}
              >
                {shown}
              </a>
            </li>
          ),
        )}
        {page < pages && (
          <li>
            <a class="pagination-step" href={href(page + 1)} rel="next">
              {ui(uiWords.next, lang)}
              <Icon name="chevron-right" />
            </a>
          </li>
        )}
      </ul>
      <p class="pagination-where">{lang === 'zh' ? `第 ${page} 页，共 ${pages} 页` : `Page ${page} of ${pages}`}</p>
    </nav>
  );
}

/** First, last and the neighbours of the current page; `undefined` stands for pages left out. */
export function pagesShown(page: number, pages: number): (number | undefined)[] {
  const shown: (number | undefined)[] = [];
  for (let n = 1; n <= pages; n++) {
    if (
      n === 1 ||
      n === pages ||
      Math.abs(n - page) <= 1 ||
      (n === 2 && page === 4) ||
      (n === pages - 1 && page === pages - 3)
    )
      shown.push(n);
    else if (shown.at(-1) !== undefined) shown.push(undefined);
  }
  return shown;
}
