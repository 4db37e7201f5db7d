import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Lang } from '../lang.ts';
import { Hidden } from './button.tsx';
import { Icon, type IconName } from './icon.tsx';
import { Avatar } from './mark.tsx';
import { Breadcrumbs, type Crumb } from './navigation.tsx';
import { Notice } from './notice.tsx';
import { ui, uiWords } from './words.ts';

export type NavItem = {
  readonly href: string;
  readonly label: string;
  readonly icon: IconName;
  readonly current?: boolean | undefined;
};

/** Something chosen for the visit: by an address, or by a form when it is kept in a cookie. */
export type Switch =
  | { readonly href: string }
  | { readonly action: string; readonly fields: Readonly<Record<string, string>> };

export type PageProps = {
  readonly lang: Lang;
  /** What the page is about; the site's name is added. */
  readonly title: string;
  readonly siteName?: string | undefined;
  /** One sentence for search engines and shared links. */
  readonly description?: string | undefined;
  /** Full address of the page, for shared links. */
  readonly canonical?: string | undefined;
  /** Full address of a picture for shared links. */
  readonly image?: string | undefined;
  readonly elder?: boolean | undefined;
  /** Left out: as the device says. */
  readonly theme?: 'light' | 'dark' | undefined;
  readonly stylesheet: string;
  readonly script?: string | undefined;
  readonly favicon?: string | undefined;
  readonly manifest?: string | undefined;
  readonly feeds?: readonly { readonly href: string; readonly title: string; readonly type: string }[] | undefined;
  /** Where the name in the header leads; `/` when left out. */
  readonly home?: string | undefined;
  readonly nav: readonly NavItem[];
  readonly languageSwitch: Switch;
  readonly elderSwitch: Switch;
  /** The account's page when signed in (`name` given), else the page to sign in. */
  readonly account?: { readonly href: string; readonly label: string; readonly name?: string | undefined } | undefined;
  readonly signOut?: Switch | undefined;
  /** Who is signed in, as an id: what is written without signal stays that person's. */
  readonly actor?: string | undefined;
  readonly crumbs?: readonly Crumb[] | undefined;
  /** What was just done, said once at the top. */
  readonly said?: string | undefined;
  readonly footer?: ComponentChildren;
  /** Begins with a `PageHeader`, which holds the page's only h1. */
  readonly children: ComponentChildren;
};

/** A whole HTML document as text, `<!doctype html>` included. */
export function renderDocument(props: PageProps): string {
  return `<!doctype html>${renderToString(<Page {...props} />)}`;
}

/** The frame around every page. */
function Page(props: PageProps) {
  const { lang, title, elder, nav, account, said } = props;
  const siteName = props.siteName ?? ui(uiWords.siteName, lang);
  return (
    <html lang={htmlLang(lang)} data-elder={elder ? '' : undefined} data-theme={props.theme} data-actor={props.actor}>
      <Head {...props} siteName={siteName} />
      <body>
        <a class="skip" href="#main">
          {ui(uiWords.skip, lang)}
        </a>
        <header class="site-header">
          <div class="site-bar">
            <a class="site-name" href={props.home ?? '/'}>
              <DoorMark />
              <span>{siteName}</span>
            </a>
            <ul class="site-you" aria-label={ui(uiWords.you, lang)}>
              <li>
                <SwitchLink
                  to={props.elderSwitch}
                  icon="type"
                  label={ui(elder ? uiWords.elderOff : uiWords.elderOn, lang)}
                />
              </li>
              <li>
                <SwitchLink
                  to={props.languageSwitch}
                  icon="languages"
                  label={ui(uiWords.otherLanguage, lang)}
                  lang={lang === 'zh' ? 'en' : 'zh'}
                />
              </li>
              {/* Shown by script while something waits to be sent. */}
              <li hidden data-outbox>
                <a class="site-tool" href="/outbox">
                  <Icon name="inbox" />
                  <span>
                    {ui(uiWords.outbox, lang)} <span data-count />
                  </span>
                </a>
              </li>
              {account && (
                <li>
                  <a class="site-tool" href={account.href}>
                    {account.name ? <Avatar name={account.name} /> : <Icon name="log-in" />}
                    <span>{account.label}</span>
                  </a>
                </li>
              )}
              {props.signOut && (
                <li class="wide-only">
                  <SwitchLink to={props.signOut} icon="log-out" label={ui(uiWords.signOut, lang)} />
                </li>
              )}
            </ul>
          </div>
          {nav.length > 0 && (
            <nav class="site-nav" aria-label={ui(uiWords.mainNav, lang)}>
              <ul>
                {nav.map((item) => (
                  <li key={item.href}>
                    <a href={item.href} aria-current={item.current ? 'page' : undefined}>
                      <Icon name={item.icon} />
                      <span>{item.label}</span>
                    </a>
                  </li>
                ))}
              </ul>
            </nav>
          )}
        </header>
        <main id="main" tabindex={-1}>
          <div class="page-bar">
            {props.crumbs && props.crumbs.length > 0 && <Breadcrumbs lang={lang} items={props.crumbs} here={title} />}
            <ReadAloud lang={lang} />
          </div>
          {said && (
            <Notice lang={lang} kind="done" live>
              {said}
            </Notice>
          )}
          {props.children}
        </main>
        <footer class="site-footer">
          <div>{props.footer ?? siteName}</div>
        </footer>
      </body>
    </html>
  );
}

function Head(props: PageProps & { readonly siteName: string }) {
  const { lang, title, siteName, description, canonical, image } = props;
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
      <title>{title === siteName ? title : `${title} · ${siteName}`}</title>
      <meta name="format-detection" content="telephone=no" />
      <meta name="color-scheme" content={props.theme ?? 'light dark'} />
      <meta name="theme-color" content="#FBF8F3" media="(prefers-color-scheme: light)" />
      <meta name="theme-color" content="#191714" media="(prefers-color-scheme: dark)" />
      {description && <meta name="description" content={description} />}
      <meta property="og:type" content="website" />
      <meta property="og:site_name" content={siteName} />
      <meta property="og:title" content={title} />
      <meta property="og:locale" content={lang === 'zh' ? 'zh_CN' : 'en_GB'} />
      {description && <meta property="og:description" content={description} />}
      {canonical && <meta property="og:url" content={canonical} />}
      {canonical && <link rel="canonical" href={canonical} />}
      {image && <meta property="og:image" content={image} />}
      {props.favicon && <link rel="icon" href={props.favicon} />}
      {props.manifest && <link rel="manifest" href={props.manifest} />}
      <link rel="stylesheet" href={props.stylesheet} />
      {props.script && <script type="module" src={props.script} />}
      {props.feeds?.map((feed) => (
        <link key={feed.href} rel="alternate" type={feed.type} title={feed.title} href={feed.href} />
      ))}
    </head>
  );
}

function SwitchLink({
  to,
  icon,
  label,
  lang,
}: {
  readonly to: Switch;
  readonly icon: IconName;
  readonly label: string;
  readonly lang?: Lang;
}) {
  const inside = (
    <>
      <Icon name={icon} />
      <span lang={lang && htmlLang(lang)}>{label}</span>
    </>
  );
  if ('href' in to) {
    return (
      <a class="site-tool" href={to.href} hreflang={lang && htmlLang(lang)}>
        {inside}
      </a>
    );
  }
  return (
    <form method="post" action={to.action}>
      <Hidden values={to.fields} />
      <button class="site-tool" type="submit">
        {inside}
      </button>
    </form>
  );
}

/** Reads the page aloud; appears only where the browser can. */
function ReadAloud({ lang }: { readonly lang: Lang }) {
  return (
    <read-aloud hidden data-stop={ui(uiWords.stopListening, lang)}>
      <button type="button" class="button quiet small" aria-pressed="false">
        <Icon name="volume-2" />
        <span>{ui(uiWords.listen, lang)}</span>
      </button>
    </read-aloud>
  );
}

/** Our mark: a door ajar over a threshold. */
export function DoorMark() {
  return (
    <svg class="door-mark" width="32" height="32" viewBox="0 0 32 32" fill="none" aria-hidden="true">
      <path
        class="door-frame"
        d="M6 27V5.5A1.5 1.5 0 0 1 7.5 4h17A1.5 1.5 0 0 1 26 5.5V27"
        stroke="currentColor"
        stroke-width="2"
        stroke-linecap="round"
      />
      <path class="door-leaf" d="M11 27V8.6a1 1 0 0 1 1.24-.97l8 2a1 1 0 0 1 .76.97V27z" fill="currentColor" />
      <path d="M3 28h26" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
    </svg>
  );
}

/** The value of a `lang` attribute. */
function htmlLang(lang: Lang): string {
  return lang === 'zh' ? 'zh-CN' : 'en-GB';
}

/** Marks a piece of text as being in the other language. */
export function LanguageTag({ lang, children }: { readonly lang: Lang; readonly children: ComponentChildren }) {
  return <span lang={htmlLang(lang)}>{children}</span>;
}
