import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { readAddress, shortenAddress, toNetwork } from './network.ts';

test.each([
  ['203.0.113.77', '203.0.113.0/24'],
  ['2001:db8:1234:5678::1', '2001:db8:1234::/48'],
  ['2001:db8::1', '2001:db8:0::/48'],
  ['::1', '0:0:0::/48'],
  ['fe80::1%eth0', 'fe80:0:0::/48'],
  ['2001:0db8:0001:0:0:0:0:1', '2001:db8:1::/48'],
  ['unknown', null],
  ['203.0.113', null],
])('the audit log keeps %s as %s', (address, network) => {
  expect(shortenAddress(address)).toBe(network);
});

test.each([
  ['203.0.113.77', '203.0.113.77'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8::a:b:c:d', '2001:db8:0:0::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['2001:0db8:0000:0000::2', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
])('limits count %s as the network %s', (address, network) => {
  expect(toNetwork(address)).toBe(network);
});

const app = new Hono().get('/:proxies', (c) => c.text(readAddress(c, Number(c.req.param('proxies'))) ?? 'none'));

test.each([
  ['what a caller says itself does not count', '203.0.113.1, 198.51.100.7', 1, '198.51.100.7'],
  ['two proxies', '192.0.2.1, 203.0.113.1, 10.0.0.2', 2, '203.0.113.1'],
  ['without proxies the header counts for nothing', '203.0.113.1', 0, 'none'],
  ['fewer addresses than proxies', '203.0.113.1', 2, 'none'],
  ['a port is not part of an address', '203.0.113.1:50412', 1, '203.0.113.1'],
  ['nor behind brackets', '[2001:DB8::1]:50412', 1, '2001:db8::1'],
  ['IPv4 in IPv6', '::ffff:203.0.113.1', 1, '203.0.113.1'],
])('%s', async (_what, forwarded, proxies, expected) => {
  const response = await app.request(`/${proxies}`, { headers: { 'x-forwarded-for': forwarded } });
  expect(await response.text()).toBe(expected);
});
