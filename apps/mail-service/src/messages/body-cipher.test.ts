import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { createBodyCipher } from './body-cipher.ts';

const mail = { from: 'a', to: 'b', replyTo: null, subject: '髙﨑', html: '', text: '', headers: {}, tags: [] };
const cipher = createBodyCipher(randomBytes(32));

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
