import { expect, it } from 'vitest';
import { fromHeader, readFromDomain } from './from-header.ts';

const identity = { fromAddress: 'a@example.com', postalAddress: '', contact: '' };

it.each([
  ['株式会社みどり', '"株式会社みどり" <a@example.com>'],
  ['みどり "緑" \\ <x@y.z>, Inc.', '"みどり \\"緑\\" \\\\ <x@y.z>, Inc." <a@example.com>'],
  ['みどり\r\nBcc: b@example.com', '"みどり Bcc: b@example.com" <a@example.com>'],
  [' ', 'a@example.com'],
])('%j', (name, header) => {
  expect(fromHeader({ ...identity, name }, 'ja')).toBe(header);
});

it.each([
  ['with a name', { name: 'みどり <株>', fromAddress: 'jobs@Midori.example' }],
  ['without a name', { name: '', fromAddress: 'jobs@midori.example' }],
])('the domain of a sender %s is read from its header', (_what, sender) => {
  expect(readFromDomain(fromHeader({ ...sender, postalAddress: '', contact: '' }, 'ja'))).toBe('midori.example');
});

it.each([
  ['ja', '"株式会社みどり 採用チーム" <a@example.com>'],
  ['en', '"Midori Inc." <a@example.com>'],
] as const)('names who signs, and the company in the language of the mail (%s)', (language, header) => {
  const named = { ...identity, name: '株式会社みどり', signature: '採用チーム', englishName: 'Midori Inc.' };
  expect(fromHeader(named, language)).toBe(header);
});

it('names a sender who signs as themselves once', () => {
  const operator = { ...identity, name: 'Goen 運営事務局', signature: 'Goen 運営事務局' };
  expect(fromHeader(operator, 'ja')).toBe('"Goen 運営事務局" <a@example.com>');
});
