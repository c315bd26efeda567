import { createHash } from 'node:crypto';
import type { ReferralPosting } from '@goen/contracts/internal';

export type Posting = { readonly company: string; readonly referral: ReferralPosting };

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A UUID derived from a hash (version 8). */
function deriveUuid(text: string): string {
  const hex = digest(text);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Referrals of `count` people, spread evenly over `accounts` companies; the same for the same seed. */
export function generatePostings(seed: number, count: number, accounts: number): Posting[] {
  const companies = Array.from({ length: accounts }, (_, n) => deriveUuid(`${seed}:${accounts}:company:${n}`));
  return Array.from({ length: count }, (_, n) => ({
    company: companies[n % accounts] ?? '',
    referral: {
      id: `${deriveUuid(`${seed}:${accounts}:case:${n}`)}:referral:1`,
      personHash: digest(`${seed}:${accounts}:person:${n}`),
      date: '2026-11-24',
    },
  }));
}
