import { expect, it } from 'vitest';
import { fromHeader, readFromDomain } from './from-header.ts';

const identity = { fromAddress: 'a@example.com', postalAddress: '', contact: '' };

it.each([
  ['株式会社みどり', '"株式会社みどり" <a@example.com>'],
  ['みどり "緑" \\ <x@y.z>, Inc.', '"みどり \\"緑\\" \\\\ <x@y.z>, Inc." <a@example.com>'],
  ['みどり\r\nBcc: b@example.com', '"みどり Bcc: b@example.com" <a@example.com>'],
  [' ', 'a@example.com'],
])('%j', (name, header) => {
  expect(fromHeader({ ...identity, name })).toBe(header);
});

it.each([
  ['with a name', { name: 'みどり <株>', fromAddress: 'jobs@Midori.example' }],
  ['without a name', { name: '', fromAddress: 'jobs@midori.example' }],
])('the domain of a sender %s is read from its header', (_what, sender) => {
  expect(readFromDomain(fromHeader({ ...sender, postalAddress: '', contact: '' }))).toBe('midori.example');
});
