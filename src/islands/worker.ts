import { sendAll } from './outbox.ts';

/** Filled in when it is bundled: a hash of styles and scripts, and what is kept of them. */
declare const buildHash: string;
declare const buildAssets: readonly string[];

type Extended = Event & { waitUntil(work: Promise<unknown>): void };
type Fetching = Extended & { readonly request: Request; respondWith(answer: Promise<Response>): void };
type Scope = {
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
  addEventListener(name: 'install' | 'activate', act: (event: Extended) => void): void;
  addEventListener(name: 'fetch', act: (event: Fetching) => void): void;
  addEventListener(
    name: 'message',
    act: (event: Extended & { readonly data: { readonly lang?: string } }) => void,
  ): void;
  addEventListener(name: 'sync', act: (event: Extended & { readonly tag: string }) => void): void;
};
const scope = globalThis as unknown as Scope;

const shell = `shell-${buildHash}`;
/** Pages live longer than a build: what somebody kept yesterday opens after an upgrade too. */
const pages = 'pages';
/** How long a page that shows one person's things is kept without being seen anew. */
const longest = 3 * 86_400_000;
const plain = ['/offline', '/outbox'];

scope.addEventListener('install', (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(shell);
      await cache.addAll([...buildAssets]);
      for (const page of plain)
        for (const lang of ['zh', 'en']) {
          const href = `${page}?lang=${lang}`;
          // Without cookies: what is kept here for everybody names nobody.
          const answer = await fetch(href, { credentials: 'omit', headers: { accept: 'text/html' } });
          if (!answer.ok) throw new Error(href);
          await cache.put(href, answer);
        }
      await scope.skipWaiting();
    })(),
  );
});

scope.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys())
        if (name.startsWith('shell-') && name !== shell) await caches.delete(name);
      await scope.clients.claim();
    })(),
  );
});

/** Whoever signs out, in, or over leaves nothing behind. */
const changesHands = /^\/(sign-out|sign-in|welcome|demo\/session)(\/|$)/;

scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method !== 'GET') {
    if (changesHands.test(url.pathname)) event.waitUntil(caches.delete(pages));
    return;
  }
  if (request.mode === 'navigate') event.respondWith(page(request, url));
  else if (url.pathname.startsWith('/assets/') || buildAssets.includes(url.pathname))
    event.respondWith(asset(request, url));
});

async function page(request: Request, url: URL): Promise<Response> {
  const key = url.pathname + url.search;
  try {
    const answer = await fetch(request);
    await remember(key, answer.clone()).catch(() => undefined);
    return answer;
  } catch (error) {
    const kept = await recall(key).catch(() => undefined);
    if (kept) return kept;
    throw error;
  }
}

async function remember(key: string, answer: Response): Promise<void> {
  const whose = answer.ok ? answer.headers.get('x-offline') : null;
  const cache = await caches.open(pages);
  if (whose) await cache.put(key, answer);
  // Signed out elsewhere, or no longer allowed: then it is not for this device any more.
  else if (answer.type === 'opaqueredirect' || (answer.status >= 400 && answer.status < 500)) await cache.delete(key);
}

async function recall(key: string): Promise<Response | undefined> {
  const cache = await caches.open(pages);
  const kept = await cache.match(key, { ignoreVary: true });
  if (kept) {
    const age = Date.now() - Date.parse(kept.headers.get('date') ?? '');
    if (kept.headers.get('x-offline') !== 'own' || age < longest) return kept;
    await cache.delete(key);
  }
  const lang = (await (await cache.match('/lang'))?.text()) === 'en' ? 'en' : 'zh';
  const path = key.split('?')[0] === '/outbox' ? '/outbox' : '/offline';
  return caches.match(`${path}?lang=${lang}`, { ignoreVary: true });
}

async function asset(request: Request, url: URL): Promise<Response> {
  const kept = await caches.match(request, { ignoreVary: true });
  if (kept) return kept;
  try {
    return await fetch(request);
  } catch (error) {
    // A page kept before an upgrade asks for what has another name now.
    const start = /^\/assets\/(styles|islands)-/.exec(url.pathname)?.[0];
    const other = start && buildAssets.find((href) => href.startsWith(start));
    const instead = other ? await caches.match(other) : undefined;
    if (instead) return instead;
    throw error;
  }
}

scope.addEventListener('message', (event) => {
  const { lang } = event.data;
  if (lang === 'zh' || lang === 'en')
    event.waitUntil(caches.open(pages).then((cache) => cache.put('/lang', new Response(lang))));
});

scope.addEventListener('sync', (event) => {
  if (event.tag === 'outbox') event.waitUntil(sendAll());
});
