import { expect, it } from 'vitest';
import { findAddresses } from './find-addresses.ts';

const multipart = '--x\r\ncontent-disposition: form-data; name="email"\r\n\r\na@example.com\r\n--x--\r\n';
it.each([
  ['JSON', '{"candidate":{"emails":[{"value":"a@example.com"}]}}'],
  ['JSON with escapes', '{"email":"a\\u0040example.com"}'],
  ['a form', 'email=a%40example.com&name=x'],
  ['JSON in a field of a form', `payload=${encodeURIComponent('{"email":"a@example.com"}')}`],
  ['JSON that is cut', '{"email":"a@example.com","na'],
  ['multipart', multipart],
  ['plain text', 'rejected: <a@example.com>'],
])('finds the address in %s', (_name, body) => {
  const request = { headers: new Headers(), url: new URL('http://gateway.test/'), body: Buffer.from(body) };
  expect(findAddresses(request)).toContain('a@example.com');
});
