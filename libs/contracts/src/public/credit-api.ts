import { z } from 'zod';
import { instant, pageLimit, pageOf } from './shared.ts';

/** A month in Asia/Tokyo, `YYYY-MM`. */
export const statementMonth = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/, 'a month is YYYY-MM');

/** What a company's accounts hold, in the words of the public API. */
export const creditAccounts = z.object({
  points: z.number().int().describe('all points less those reversed, also the ones that became credits'),
  open_points: z
    .number()
    .int()
    .describe('points that are no credit yet; below zero: a debt that coming points pay first'),
  credits_available: z.number().int(),
  credits_held: z.number().int().describe('set aside for introductions under way'),
  credits_spent: z.number().int().describe('paid for introductions that were accepted'),
});
export type CreditAccounts = z.infer<typeof creditAccounts>;

export const creditsBalance = creditAccounts.extend({
  points_to_next_credit: z.number().int().min(1),
  debt_points: z.number().int().min(0),
});

export const creditReason = z.enum([
  'referred',
  'unrejected',
  'duplicate',
  'reversed',
  'ten_points',
  'debt_of_points',
  'introduction_proposed',
  'introduction_accepted',
  'introduction_ended',
]);
export type CreditReason = z.infer<typeof creditReason>;

export const creditEntry = z.object({
  id: z.string(),
  at: instant,
  kind: z.enum(['referral', 'reversal', 'conversion', 'unconversion', 'hold', 'capture', 'release']),
  reason: creditReason,
  case_id: z.uuid().nullable().describe('whose referral it is about'),
  changes: creditAccounts,
  balance: creditAccounts.describe('after this entry: the balance of the entry before plus the changes'),
});
export type CreditEntry = z.infer<typeof creditEntry>;

/** `GET /v1/credits` */
export const creditsView = z.object({ balance: creditsBalance, entries: pageOf(creditEntry) });
export const creditsQuery = z.object({ limit: pageLimit, cursor: z.string().max(40).optional() });

/** `GET /v1/credits/statements/{month}` */
export const creditStatement = z.object({
  month: statementMonth,
  from: instant,
  to: instant.describe('exclusive'),
  opening: creditAccounts,
  entries: z.array(creditEntry),
  closing: creditAccounts.describe('the opening balance of the next month; of a month that still runs: as of now'),
});
export const statementQuery = z.object({ format: z.enum(['json', 'csv']).default('json') });
