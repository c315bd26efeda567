import { randomBytes } from 'node:crypto';
import { sealPrefixBytes } from '@goen/service-kit';
import { expect, it } from 'vitest';
import { createBodyCipher } from './body-cipher.ts';
import { createRecentMails } from './recent-mails.ts';

const mail = { from: 'a', to: 'b', replyTo: null, subject: '', html: '', text: '', headers: {}, tags: [] };
const cipher = createBodyCipher(randomBytes(32));
const stampOf = (sealed: Buffer) => sealed.toString('hex', 0, sealPrefixBytes);

it('gives a mail once, and only for the very body that was sealed', () => {
  const fresh = createRecentMails();
  const [first, second] = [cipher.seal(mail, 'id'), cipher.seal(mail, 'id')];
  fresh.keep(first, mail);
  expect(fresh.take(stampOf(second))).toBeNull();
  expect(fresh.take(stampOf(first))).toBe(mail);
  expect(fresh.take(stampOf(first))).toBeNull();
});
