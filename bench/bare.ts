// Answers the bytes it was sent, with Hono and nothing else: the least that an answer over HTTP costs here.
import process from 'node:process';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { BarePage } from './servers.ts';

process.once('message', (pages: readonly BarePage[]) => {
  const app = new Hono();
  for (const { path, body, headers } of pages) {
    const bytes = new Uint8Array(body);
    const { etag } = headers;
    app.get(path, (c) =>
      etag !== undefined && c.req.header('if-none-match') === etag
        ? c.body(null, 304, { etag })
        : c.body(bytes, 200, { ...headers }),
    );
  }
  serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => process.send?.(port));
});
process.once('SIGTERM', () => process.exit(0));
