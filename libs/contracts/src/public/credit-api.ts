import { z } from 'zod';
import { instant, pageLimit, pageOf } from './shared.ts';

/** A month in Asia/Tokyo, `YYYY-MM`. */
export const statementMonth = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/, 'A month has the form YYYY-MM.');

const accountFields = {
  points: z.number().int().describe('all points minus reversed ones, including points that became credits'),
  open_points: z
    .number()
    .int()
    .describe('points not yet converted to a credit; a negative number is a debt that the next points pay off'),
  credits_available: z.number().int(),
  credits_held: z.number().int().describe('held for introductions in progress'),
  credits_spent: z.number().int().describe('spent on accepted introductions'),
};
/** Balances of a company's accounts, or what an entry changes in them. */
export const creditAccounts = z.object(accountFields).meta({ id: 'CreditAccounts' });
export type CreditAccounts = z.infer<typeof creditAccounts>;

export const creditsBalance = z
  .object({
    ...accountFields,
    points_to_next_credit: z.number().int().min(1),
    debt_points: z.number().int().min(0),
  })
  .meta({ id: 'CreditsBalance' });
export type CreditsBalance = z.infer<typeof creditsBalance>;

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

export const creditEntry = z
  .object({
    id: z.string(),
    at: instant,
    kind: z.enum(['referral', 'reversal', 'conversion', 'unconversion', 'hold', 'capture', 'release']),
    reason: creditReason,
    case_id: z.uuid().nullable().describe('case of the referral'),
    confirmed_by_hand: z
      .boolean()
      .describe('a member confirmed by hand that the person was rejected: the point rests on your word alone'),
    changes: creditAccounts,
    balance: creditAccounts.describe('after this entry: the balance of the previous entry plus `changes`'),
  })
  .meta({ id: 'CreditEntry' });
export type CreditEntry = z.infer<typeof creditEntry>;

/** `GET /v1/credits` */
export const creditsView = z
  .object({ balance: creditsBalance, entries: pageOf(creditEntry).meta({ id: 'CreditEntryPage' }) })
  .meta({ id: 'Credits' });
export const creditsQuery = z.strictObject({ limit: pageLimit, cursor: z.string().optional() });

/** `GET /v1/credits/statements/{month}` */
export const creditStatement = z
  .object({
    month: statementMonth,
    from: instant,
    to: instant.describe('exclusive'),
    opening: creditAccounts,
    entries: z.array(creditEntry),
    closing: creditAccounts.describe('opening balance of the next month; as of now while the month is not over'),
  })
  .meta({ id: 'CreditStatement' });
export const statementQuery = z.strictObject({ format: z.enum(['json', 'csv']).default('json') });
