import type { HttpBindings } from '@hono/node-server';
import type { Header } from './kit/visitor.ts';

/**
 * The client's address. Behind a proxy one trusts it is the last one in X-Forwarded-For, the one the proxy itself saw:
 * whatever stands before it may have been written by the client.
 * @param env what the server knows of the connection; nothing at a request made by a test.
 */
export function clientAddress(header: Header, env: unknown, trustProxy: boolean): string {
  const forwarded = trustProxy ? header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  if (forwarded) return forwarded;
  const connection = env as Partial<HttpBindings> | null | undefined;
  return connection?.incoming?.socket.remoteAddress ?? '';
}

/**
 * What a limit is counted by: an IPv4 address, or the first 64 bits of an IPv6 address, since every line is given that
 * many and could otherwise take a new one for each request.
 * @returns for example `203.0.113.9` or `2001:db8:0:1`.
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped) return mapped[1] ?? address;
  if (!address.includes(':')) return address;
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::');
  const groups = (text: string): string[] => text.split(':').filter(Boolean);
  const [before, after] = [groups(head), groups(tail ?? '')];
  const missing = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const whole = [...before, ...Array.from({ length: missing }, () => '0'), ...after];
  return whole
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
