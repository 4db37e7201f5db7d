import { createServer, type RequestListener } from 'node:http';
import type { LookupFunction } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { guardedPost, isPublicAddress, targetProblem } from './outbound.ts';

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(async () => void (await new Promise((closed) => server.close(closed))));
  const at = server.address();
  return `127.0.0.1:${at && typeof at === 'object' ? at.port : 0}`;
}

test.each([
  ['127.0.0.1', false],
  ['10.1.2.3', false],
  ['100.64.0.1', false], // shared by carriers (RFC 6598)
  ['169.254.169.254', false], // where clouds keep their secrets
  ['172.31.255.255', false],
  ['172.32.0.1', true],
  ['192.168.0.1', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['8.8.8.8', true],
  ['::1', false],
  ['::ffff:10.0.0.1', false],
  ['64:ff9b::a00:1', false], // 10.0.0.1 behind a translator
  ['fe80::1', false],
  ['fc00::1', false],
  ['2002:a00:1::', false], // 10.0.0.1 as 6to4
  ['2606:4700::1', true],
  ['nonsense', false],
])('%s is public: %s', (address, expected) => expect(isPublicAddress(address)).toBe(expected));

test.each([
  ['https://hooks.example.org/a', undefined],
  ['http://hooks.example.org/a', 'not_https'],
  ['ftp://hooks.example.org/a', 'not_an_address'],
  ['https://user:pass@hooks.example.org/', 'not_an_address'],
  ['nonsense', 'not_an_address'],
  ['https://127.0.0.1/', 'private_address'],
  ['https://0x7f000001/', 'private_address'], // the same, written as browsers also read it
  ['https://2130706433/', 'private_address'],
  ['https://[::1]/', 'private_address'],
  ['https://[::ffff:7f00:1]/', 'private_address'],
  ['https://localhost/', 'private_address'],
  ['https://printer/', 'private_address'],
  ['https://db.internal/', 'private_address'],
])('%s: %s', (url, problem) => expect(targetProblem(url)).toBe(problem));

test('a trusted host may be private and plain, but only that port', () => {
  const trusted = ['10.0.0.5:8080', 'gateway'];
  expect(targetProblem('http://10.0.0.5:8080/x', trusted)).toBeUndefined();
  expect(targetProblem('http://10.0.0.5:8081/x', trusted)).toBe('not_https');
  expect(targetProblem('https://gateway/x', trusted)).toBeUndefined();
});

test('a name that leads into the house is not connected to', async () => {
  let asked = 0;
  const host = await serve((_, response) => {
    asked += 1;
    response.end();
  });
  const inside: LookupFunction = (_, options, answer) =>
    options.all ? answer(null, [{ address: '127.0.0.1', family: 4 }]) : answer(null, '127.0.0.1', 4);
  const post = guardedPost({ lookup: inside });
  const url = `https://rebound.example.org:${host.split(':')[1]}/`;
  expect(await post({ url, body: 'x' })).toEqual({ status: 0, retry: false, reason: 'private_address' });
  const mixed: LookupFunction = (_, _options, answer) =>
    answer(null, [
      { address: '8.8.8.8', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ]);
  expect(await guardedPost({ lookup: mixed })({ url, body: 'x' })).toMatchObject({ reason: 'private_address' });
  expect(asked).toBe(0);
});

test('a redirect is an answer, not a way on', async () => {
  let seen = 0;
  const inner = await serve((_, response) => {
    seen += 1;
    response.end();
  });
  const host = await serve((_, response) => {
    response.writeHead(307, { location: `http://${inner}/` }).end('elsewhere');
  });
  const post = guardedPost({ trusted: [host, inner] });
  expect(await post({ url: `http://${host}/`, body: 'x' })).toEqual({ status: 307, text: 'elsewhere' });
  expect(seen).toBe(0);
});

test('an answer too long is cut, one too slow or missing is told', async () => {
  const host = await serve((request, response) => {
    if (request.url === '/long') response.end('x'.repeat(1_000_000));
  });
  const post = guardedPost({ trusted: [host], timeoutMs: 300 });
  const long = await post({ url: `http://${host}/long`, body: '' });
  expect(long).toMatchObject({ status: 200 });
  expect('text' in long && long.text.length).toBeLessThanOrEqual(64 * 1024);
  expect(await post({ url: `http://${host}/never`, body: '' })).toEqual({
    status: 0,
    retry: true,
    reason: 'no_answer',
  });
  expect(await guardedPost({ trusted: ['127.0.0.1:1'] })({ url: 'http://127.0.0.1:1/', body: '' })).toEqual({
    status: 0,
    retry: true,
    reason: 'not_reachable',
  });
});
