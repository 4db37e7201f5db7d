import { lookup as resolve } from 'node:dns';
import { type RequestOptions, request as requestPlain } from 'node:http';
import { request as requestSafe } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** What is posted where. */
export type Posted = {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body: string | Uint8Array;
};

/** What came back: the status with the first 64 KB of the answer, or why there was none. `retry`: later it may go. */
export type Answered =
  | { readonly status: number; readonly text: string }
  | { readonly status: 0; readonly retry: boolean; readonly reason: string };

/** Posts to an address that somebody typed in. Never throws. */
export type Post = (posted: Posted) => Promise<Answered>;

export type PostOptions = {
  /** Hosts of one's own network (`name` or `name:port`) that may be private and spoken to without TLS. */
  readonly trusted?: readonly string[] | undefined;
  readonly timeoutMs?: number | undefined;
  /** How names are resolved; the system's way when left out. */
  readonly lookup?: LookupFunction | undefined;
};

const longest = 64 * 1024;

/** Addresses that are not of the public internet: RFC 6890 and what grew since. */
const inward = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  inward.addSubnet(net, bits, 'ipv4');
/** Of IPv6 only 2000::/3 is given out; of that these lead elsewhere: Teredo, documentation, 6to4. */
const outward6 = new BlockList();
outward6.addSubnet('2000::', 3, 'ipv6');
const inward6 = new BlockList();
inward6.addSubnet('2001::', 23, 'ipv6');
inward6.addSubnet('2001:db8::', 32, 'ipv6');
inward6.addSubnet('2002::', 16, 'ipv6');

/** Whether an IP address is one of the public internet; anything else, also what is no address, is not. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !inward.check(address, 'ipv4');
  return family === 6 && outward6.check(address, 'ipv6') && !inward6.check(address, 'ipv6');
}

/** Why an address may not be posted to; undefined when it may, as far as can be told without resolving its name. */
export function targetProblem(
  url: string,
  trusted: readonly string[] = [],
): 'not_an_address' | 'not_https' | 'private_address' | undefined {
  if (!URL.canParse(url)) return 'not_an_address';
  const { protocol, hostname, username, password } = new URL(url);
  if (username || password || (protocol !== 'https:' && protocol !== 'http:')) return 'not_an_address';
  if (isTrusted(url, trusted)) return undefined;
  if (protocol !== 'https:') return 'not_https';
  const literal = hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal)) return isPublicAddress(literal) ? undefined : 'private_address';
  return hostname === 'localhost' || /(^|\.)(localhost|local|internal)$|^[^.]+$/.test(hostname)
    ? 'private_address'
    : undefined;
}

/** Whether this host, or this very port of it, is one of those trusted. */
export function isTrusted(url: string, trusted: readonly string[]): boolean {
  const { hostname, host, port, protocol } = new URL(url);
  const full = port ? host : `${hostname}:${protocol === 'https:' ? 443 : 80}`;
  return trusted.includes(hostname) || trusted.includes(full);
}

/**
 * A way to post to addresses that come from outside: https only, never into a private network. The name is resolved once,
 * what it resolves to is looked at, and the connection goes exactly there, so that a name that changes its mind leads
 * nowhere. Redirects are not followed.
 */
export function guardedPost({ trusted = [], timeoutMs = 10_000, lookup = resolve }: PostOptions = {}): Post {
  const guarded: LookupFunction = (hostname, options, answer) =>
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const all = Array.isArray(found) ? found : [];
      if (error) return answer(error, []);
      if (all.length === 0 || !all.every(({ address }) => isPublicAddress(address)))
        return answer(Object.assign(new Error('private address'), { code: 'EPRIVATE' }), []);
      const [first] = all;
      return options.all ? answer(null, [...all]) : answer(null, first?.address ?? '', first?.family);
    });
  return async ({ url, headers = {}, body }) => {
    const problem = targetProblem(url, trusted);
    if (problem !== undefined) return { status: 0, retry: false, reason: problem };
    const own = isTrusted(url, trusted);
    return send(url, body, {
      method: 'POST',
      headers: { 'user-agent': 'doorstep', ...headers, 'content-length': String(Buffer.byteLength(body)) },
      signal: AbortSignal.timeout(timeoutMs),
      // A connection of its own: one kept from before was not looked at.
      agent: false,
      lookup: own ? lookup : guarded,
    });
  };
}

function send(url: string, body: string | Uint8Array, options: RequestOptions): Promise<Answered> {
  return new Promise((settle) => {
    const fail = (error: Error & { code?: string }): void => {
      const [retry, reason] =
        error.code === 'EPRIVATE'
          ? [false, 'private_address']
          : [true, error.name === 'TimeoutError' || error.code === 'ABORT_ERR' ? 'no_answer' : 'not_reachable'];
      settle({ status: 0, retry: Boolean(retry), reason: String(reason) });
    };
    const request = url.startsWith('https:') ? requestSafe : requestPlain;
    const sending = request(url, options, (response) => {
      const parts: Buffer[] = [];
      let size = 0;
      const end = (): void => settle({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() });
      response.on('data', (part: Buffer) => {
        size += part.length;
        if (size <= longest) return void parts.push(part);
        end();
        response.destroy();
      });
      response.on('end', end);
      response.on('error', fail);
    });
    sending.on('error', fail);
    sending.end(body);
  });
}
