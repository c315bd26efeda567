import { expect, it } from 'vitest';
import { fromHeader } from './from-header.ts';

const identity = { fromAddress: 'a@example.com', postalAddress: '', contact: '' };

it.each([
  ['株式会社みどり', '"株式会社みどり" <a@example.com>'],
  ['みどり "緑" \\ <x@y.z>, Inc.', '"みどり \\"緑\\" \\\\ <x@y.z>, Inc." <a@example.com>'],
  ['みどり\r\nBcc: b@example.com', '"みどり Bcc: b@example.com" <a@example.com>'],
  [' ', 'a@example.com'],
])('%j', (name, header) => {
  expect(fromHeader({ ...identity, name })).toBe(header);
});
