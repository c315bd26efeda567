import { referralPosting } from '@goen/contracts/internal';
import { expect, test } from 'vitest';
import { generatePostings } from './generate-postings.ts';

test('generates valid, different postings on the requested number of accounts, the same for the same seed', () => {
  const postings = generatePostings(1, 500, 20);
  for (const { referral } of postings) expect(referralPosting.safeParse(referral).error).toBeUndefined();
  expect(new Set(postings.map(({ company }) => company)).size).toBe(20);
  expect(new Set(postings.map(({ referral }) => referral.id)).size).toBe(500);
  expect(new Set(postings.map(({ referral }) => referral.personHash)).size).toBe(500);
  expect(generatePostings(1, 500, 20)).toEqual(postings);
  expect(generatePostings(2, 500, 20)).not.toEqual(postings);
});
