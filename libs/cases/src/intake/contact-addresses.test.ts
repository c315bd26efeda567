import { expect, test } from 'vitest';
import { chooseAddress, readAddresses } from './contact-addresses.ts';

test.each([
  ['o&#39;brien@example.com', "o'brien@example.com"],
  ['taro&amp;hanako@example.com', 'taro&hanako@example.com'],
  ['a@example.com; b@example.com', 'a@example.com'],
  ['山田, 太郎 <taro@example.com>', 'taro@example.com'],
])('mails the candidate of %j', (value, address) => {
  expect(chooseAddress(readAddresses([{ value }]))).toBe(address);
});

test.each([
  'taro&lt;x@example.com',
  'taro,yamada@example.com',
  'taro、yamada@example.com',
  'taro\nyamada@example.com',
  'a@example.com; nobody',
])('keeps %j as it came and mails nobody', (value) => {
  const addresses = readAddresses([{ value }]);
  expect([addresses, chooseAddress(addresses)]).toEqual([[{ value }], null]);
});
