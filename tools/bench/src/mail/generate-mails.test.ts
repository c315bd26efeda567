import { messageRequest } from '@goen/contracts/internal';
import { expect, test } from 'vitest';
import { generateMails } from './generate-mails.ts';

test('generates valid mails with different keys, the same for the same seed', () => {
  const mails = generateMails(1, 500);
  for (const request of mails) expect(messageRequest.safeParse(request).error).toBeUndefined();
  expect(new Set(mails.map(({ key }) => key)).size).toBe(500);
  expect(generateMails(1, 500)).toEqual(mails);
  expect(generateMails(2, 500)).not.toEqual(mails);
});
