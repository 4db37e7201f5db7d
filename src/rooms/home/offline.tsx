import sharp from 'sharp';
import { z } from 'zod';
import { oneOf } from '../../kit/input.ts';
import { done } from '../../kit/outcome.ts';
import { file, page, type Route } from '../../kit/route.ts';
import { ButtonLink, EmptyState, PageHeader } from '../../kit/ui/index.ts';
import { speak } from '../../kit/words.ts';
import { icon } from './icon.ts';
import { words } from './words.ts';

const none = z.object({});
const day = 86_400;

/** What the browser shows for a page it has not kept, when there is no signal. */
const offlinePage = page({
  name: 'home.offline',
  path: '/offline',
  summary: { zh: '没有信号时看到的页面', en: 'What is shown without signal' },
  may: 'anyone',
  input: none,
  words,
  shows: z.object({}),
  load: async () => done({}),
  view: (_, { lang }) => {
    const t = speak(words, lang);
    return {
      title: t('offline'),
      body: (
        <>
          <PageHeader title={t('offline')} />
          <EmptyState title={t('offline_lead')}>
            <p>{t('offline_text')}</p>
            <ButtonLink href="/outbox" look="secondary" icon="inbox">
              {t('outbox')}
            </ButtonLink>
          </EmptyState>
        </>
      ),
    };
  },
});

/** What was entered without signal. It lies in the browser only, so the server has nothing to show here but words. */
const outboxPage = page({
  name: 'home.outbox',
  path: '/outbox',
  summary: { zh: '待发送的内容', en: 'What waits to be sent' },
  may: 'anyone',
  input: none,
  words,
  shows: z.object({}),
  load: async () => done({}),
  view: (_, { lang }) => {
    const t = speak(words, lang);
    const said = {
      empty: t('outbox_empty'),
      waits: t('outbox_waits'),
      sign_in: t('outbox_sign_in'),
      decide: t('outbox_decide'),
      sent: t('outbox_sent'),
      somebody: t('outbox_somebody'),
      typed: t('outbox_typed'),
      server: t('outbox_server'),
      now: t('outbox_now'),
      open: t('outbox_open'),
      send: t('outbox_send'),
      page: t('outbox_page'),
      signIn: t('outbox_to_sign_in'),
      drop: t('outbox_drop'),
      sure: t('outbox_sure'),
      done: t('outbox_done'),
    };
    return {
      title: t('outbox'),
      body: (
        <>
          <PageHeader title={t('outbox')} lead={t('outbox_lead')} />
          <outbox-list data-words={JSON.stringify(said)}>
            <p>{t('outbox_no_script')}</p>
          </outbox-list>
        </>
      ),
    };
  },
});

const manifestFile = file({
  name: 'home.manifest',
  path: '/manifest.webmanifest',
  summary: { zh: '安装到手机桌面用的说明', en: 'What installing it on a device needs' },
  may: 'anyone',
  input: none,
  words,
  type: 'application/manifest+json',
  answer: async ({ lang }) => {
    const t = speak(words, lang);
    const manifest = {
      id: '/',
      name: t('site'),
      short_name: t('site'),
      description: t('lead'),
      lang: lang === 'zh' ? 'zh-CN' : 'en-GB',
      start_url: '/',
      scope: '/',
      display: 'standalone',
      background_color: '#FBF8F3',
      theme_color: '#FBF8F3',
      icons: [
        { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
        { src: '/icons/192.png', sizes: '192x192', type: 'image/png' },
        { src: '/icons/512.png', sizes: '512x512', type: 'image/png' },
        { src: '/icons/maskable.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
      ],
    };
    return done({ body: JSON.stringify(manifest) });
  },
});

const pictures = ['192.png', '512.png', 'maskable.png'] as const;
const drawn = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

/** The mark as a picture of so many pixels; a maskable one keeps it inside the circle that every device leaves. */
async function draw(name: (typeof pictures)[number]): Promise<Uint8Array<ArrayBuffer>> {
  const side = name === '192.png' ? 192 : 512;
  const inner = name === 'maskable.png' ? Math.round(side * 0.7) : side;
  const mark = await sharp(Buffer.from(icon), { density: (72 * inner) / 32 })
    .resize(inner, inner)
    .png()
    .toBuffer();
  if (inner === side) return new Uint8Array(mark);
  const ground = sharp({ create: { width: side, height: side, channels: 3, background: '#FBF8F3' } });
  return new Uint8Array(
    await ground
      .composite([{ input: mark }])
      .png()
      .toBuffer(),
  );
}

const pictureFile = file({
  name: 'home.picture',
  path: '/icons/{name}',
  summary: { zh: '各种大小的标志', en: 'The mark in several sizes' },
  may: 'anyone',
  input: z.object({ name: oneOf(pictures) }),
  words,
  type: 'image/png',
  answer: async (_, { name }) => {
    const picture = drawn.get(name) ?? draw(name);
    drawn.set(name, picture);
    return done({ body: await picture, maxAgeSeconds: day });
  },
});

export const offlineRoutes: readonly Route[] = [offlinePage, outboxPage, manifestFile, pictureFile];
