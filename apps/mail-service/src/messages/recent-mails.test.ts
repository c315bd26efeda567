import { randomBytes } from 'node:crypto';
import { sealPrefixBytes } from '@goen/service-kit';
import { expect, it } from 'vitest';
import { createBodyCipher } from './body-cipher.ts';
import { createRecentMails } from './recent-mails.ts';

const mail = { from: 'a', to: 'b', replyTo: null, subject: '', html: '', text: '', headers: {}, tags: [] };
const cipher = createBodyCipher(randomBytes(32));
const readPrefix = (sealed: Buffer) => sealed.toString('hex', 0, sealPrefixBytes);

it('returns a mail once, and only for the very body that was sealed', () => {
  const recentMails = createRecentMails();
  const [first, second] = [cipher.seal(mail, 'id'), cipher.seal(mail, 'id')];
  recentMails.put(first, mail);
  expect(recentMails.take(readPrefix(second))).toBeNull();
  expect(recentMails.take(readPrefix(first))).toBe(mail);
  expect(recentMails.take(readPrefix(first))).toBeNull();
});
