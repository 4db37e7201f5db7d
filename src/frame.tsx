import { frameWords } from './frame-words.ts';
import type { Assets } from './kit/assets.ts';
import type { Face } from './kit/face.ts';
import type { Problem } from './kit/http.ts';
import { httpWords } from './kit/http-words.ts';
import type { PageContent } from './kit/route.ts';
import { Actions, ButtonLink, EmptyState, type NavItem, renderDocument } from './kit/ui/index.ts';
import { speak } from './kit/words.ts';
import { permissions } from './scope.ts';

/** The frame around every page: name, sections, language, elder version, account. */
export function frame(
  face: Face,
  content: PageContent,
  status: { readonly said?: string | undefined },
  assets: Assets,
): string {
  const t = speak(frameWords, face.lang);
  const { pathname } = face.url;
  const serves =
    (face.actor?.grants.some((grant) => permissions.has(grant.permission)) ?? false) ||
    face.actor?.withheld !== undefined;
  const sections: readonly (NavItem & { readonly under: readonly string[]; readonly shown: boolean })[] = [
    { href: '/', label: t('home'), icon: 'house', under: [], shown: true },
    {
      href: '/near',
      label: t('near'),
      icon: 'map-pin',
      under: ['/near', '/places', '/groups', '/partners', '/notices'],
      shown: true,
    },
    { href: '/me', label: t('me'), icon: 'user', under: ['/me'], shown: face.actor !== undefined },
    {
      href: '/desk',
      label: t('desk'),
      icon: 'clipboard-list',
      under: [
        '/desk',
        '/people',
        '/stewards',
        '/coverage',
        '/imports',
        '/households',
        '/robots',
        '/webhooks',
        '/deliveries',
      ],
      shown: serves,
    },
  ];
  const here = `${pathname}${face.url.search}`;
  return renderDocument({
    lang: face.lang,
    title: content.title,
    description: content.description ?? t('about'),
    canonical: `${face.baseUrl}${pathname}`,
    elder: face.elder,
    stylesheet: assets.styles,
    script: assets.script,
    favicon: '/icon.svg',
    manifest: `/manifest.webmanifest?lang=${face.lang}`,
    actor: face.actor?.personId,
    nav: sections
      .filter((section) => section.shown)
      .map(({ href, label, icon, under }) => ({
        href,
        label,
        icon,
        current: pathname === href || under.some((start) => pathname === start || pathname.startsWith(`${start}/`)),
      })),
    languageSwitch: { action: '/language', fields: { lang: face.lang === 'zh' ? 'en' : 'zh', back: here } },
    elderSwitch: { action: '/elder', fields: { elder: face.elder ? 'off' : 'on', back: here } },
    account: face.actor
      ? { href: '/me', label: face.actor.name, name: face.actor.name }
      : { href: `/sign-in?next=${encodeURIComponent(here)}`, label: t('sign_in') },
    signOut: face.actor ? { action: '/sign-out', fields: {} } : undefined,
    crumbs: content.crumbs,
    feeds: content.feeds,
    said: status.said,
    footer: (
      <>
        <p>{t('footer')}</p>
        <p>{t('footer_about')}</p>
        {face.demo && <p>{t('demo')}</p>}
        <p>
          <a href="/openapi.json">{t('api')}</a> · <a href="/style">{t('look')}</a>
        </p>
      </>
    ),
    children: content.body,
  });
}

/** The page that says what went wrong and what to do. */
export function problemPage(face: Face, problem: Problem): PageContent {
  const t = speak(httpWords, face.lang);
  return {
    title: problem.title,
    body: (
      <>
        <h1>{problem.title}</h1>
        <EmptyState title={problem.detail ?? problem.title}>
          {problem.errors && problem.errors.length > 0 && (
            <ul>
              {problem.errors.map((error) => (
                <li key={error.field}>
                  {error.label}: {error.message}
                </li>
              ))}
            </ul>
          )}
          <Actions>
            <ButtonLink href="/" look="secondary" icon="house">
              {t('home')}
            </ButtonLink>
          </Actions>
        </EmptyState>
      </>
    ),
  };
}
