import { expect, test } from 'vitest';
import { shortenAddress, toNetwork } from './network.ts';

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
