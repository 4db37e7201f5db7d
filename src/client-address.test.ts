import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { clientAddress, networkOf } from './client-address.ts';

describe('whose address', () => {
  const ask = async (trustProxy: boolean, forwarded?: string): Promise<string> => {
    const app = new Hono().get('/', (c) => c.text(clientAddress((name) => c.req.header(name), c.env, trustProxy)));
    const response = await app.request(
      '/',
      forwarded === undefined ? {} : { headers: { 'x-forwarded-for': forwarded } },
    );
    return response.text();
  };

  test.each([
    ['the one the proxy saw, not what the client made up', true, '1.1.1.1, 203.0.113.9', '203.0.113.9'],
    ['the only one', true, '203.0.113.9', '203.0.113.9'],
    ['nothing without a proxy that one trusts', false, '203.0.113.9', ''],
  ])('%s', async (_, trusted, header, address) => {
    expect(await ask(trusted, header)).toBe(address);
  });
});

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['2001:db8:0:1:2:3:4:5', '2001:db8:0:1'],
  ['2001:DB8:0:1:ffff::1', '2001:db8:0:1'],
  ['2001:0db8:0000:0001::', '2001:db8:0:1'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['::1', '0:0:0:0'],
  ['', ''],
])('%s counts as %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
