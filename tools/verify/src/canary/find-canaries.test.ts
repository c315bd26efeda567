import { deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { createCanaries } from './canaries.ts';
import { createMatcher } from './find-canaries.ts';

const canaries = createCanaries(1);
const find = createMatcher(canaries);
const { email, familyName, phone } = canaries;
const hit = (text: string | Buffer) => [...find(Buffer.from(text))];

test.each([
  ['as it is', `to <${email}>`, ['email']],
  ['in capitals', email.toUpperCase(), ['email']],
  ['kanji', `${familyName} 様`, ['familyName']],
  [
    'escaped as JSON',
    JSON.stringify(familyName).replaceAll(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`),
    ['familyName'],
  ],
  ['in a URL', `/?q=${encodeURIComponent(familyName)}`, ['familyName']],
  ['in hexadecimal digits', `\\x${Buffer.from(familyName).toString('hex')}`, ['familyName']],
  ['in base64', Buffer.from(`{"a":"${familyName}"}`).toString('base64'), ['familyName']],
  ['in base64url, from the second byte', Buffer.from(`x${email}y`).toString('base64url'), ['email']],
  ['as an international number', `tel:+81${phone.slice(1)}`, ['phone']],
  ['compressed', gzipSync(`{"name":"${familyName}"}`), ['familyName']],
  ['deflated', deflateSync(email), ['email']],
  ['not at all', 'somebody@example.com', []],
])('finds a value %s', (_, content, fields) => {
  expect(hit(content)).toEqual(fields);
});

test('every field of a person is unlike every other', () => {
  const values = Object.values(canaries);
  expect(values.filter((value) => values.some((other) => other !== value && other.includes(value)))).toEqual([]);
  expect(new Set(values).size).toBe(values.length);
});
