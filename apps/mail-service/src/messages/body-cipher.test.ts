import { createCipheriv, randomBytes } from 'node:crypto';
import { deflateRawSync, zstdCompressSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { createBodyCipher } from './body-cipher.ts';

const mail = { from: 'a', to: 'b', replyTo: null, subject: '髙﨑', html: '', text: '', headers: {}, tags: [] };
const key = randomBytes(32);
const cipher = createBodyCipher(key);

it('opens what it sealed', () => {
  expect(cipher.open(cipher.seal(mail, 'id'), 'id')).toEqual(mail);
});

it('opens nothing that was changed, moved to another row, or sealed with another key', () => {
  const sealed = cipher.seal(mail, 'id');
  const changed = Buffer.from(sealed);
  changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
  expect(() => cipher.open(changed, 'id')).toThrow(/unable to authenticate/);
  expect(() => cipher.open(sealed, 'other')).toThrow(/unable to authenticate/);
  expect(() => createBodyCipher(randomBytes(32)).open(sealed, 'id')).toThrow(/unable to authenticate/);
});

it.each([
  [1, (json: string) => Buffer.from(json)],
  [2, (json: string) => deflateRawSync(json)],
  [3, (json: string) => zstdCompressSync(json)],
] as const)('opens bodies of the earlier format with compression %i', (compression, pack) => {
  const iv = randomBytes(12);
  const earlier = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from('id'));
  const body = Buffer.concat([earlier.update(pack(JSON.stringify(mail))), earlier.final()]);
  const sealed = Buffer.concat([Buffer.of(compression), iv, earlier.getAuthTag(), body]);
  expect(cipher.open(sealed, 'id')).toEqual(mail);
  expect(createBodyCipher([randomBytes(32), key]).open(sealed, 'id')).toEqual(mail);
});

it('opens bytes that the earlier code stored', () => {
  const stored =
    'A0erBMqi/UvxJWLZ6dFBKt0l5VKrE8enqJhVEwSy7kMlQUlRiCoPrhjCrmvY4uoNVKy59/bViYB0baBIlV1dWyxJBbetfYfU/FjMISGxfr7zAcQg1dHFVLlxyuK3Pw0qjuloKHJN5vM73aTe5pt7EVY5Xi9rZg6Ju0Dl8M54bNdiOF7uj+jF1A==';
  expect(createBodyCipher(Buffer.alloc(32, 7)).open(Buffer.from(stored, 'base64'), 'id')).toEqual(mail);
});

it('a mail is stored small', () => {
  const html = '<p style="margin:0;font-size:16px">ご応募ありがとうございます。</p>'.repeat(200);
  expect(cipher.seal({ ...mail, html }, 'id').length).toBeLessThan(html.length / 10);
});
