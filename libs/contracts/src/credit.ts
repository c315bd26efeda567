import { z } from 'zod';
import { calendarDate, instant, pageOf } from './shared.ts';

const entryId = z.string().min(1).max(255);

/** `POST /companies/{id}/referrals`: one point; the tenth converts to a credit in the same transaction. */
export const referralPosting = z.object({
  id: entryId.describe('<caseId>:referral:<n>'),
  personHash: z.string().min(32).max(128),
  date: calendarDate.describe('Asia/Tokyo, by the case’s clock: one point a company and person in 12 months'),
});
export type ReferralPosting = z.infer<typeof referralPosting>;

/** A refused command does not use up its id. */
export const referralResult = z.discriminatedUnion('status', [
  z.object({ status: z.literal('posted'), entryId, replayed: z.boolean() }),
  z.object({ status: z.literal('refused'), reason: z.enum(['already_referred']) }),
]);
export type ReferralResult = z.infer<typeof referralResult>;

/** `POST /companies/{id}/reversals`: takes a referral's point back by a new entry. */
export const reversalPosting = z.object({
  id: entryId.describe('<referral entry id>:reversal'),
  entryId,
  reason: z.enum(['unrejected', 'duplicate']),
});
export type ReversalPosting = z.infer<typeof reversalPosting>;
export const reversalResult = z.object({ status: z.literal('posted'), entryId, replayed: z.boolean() });
export type ReversalResult = z.infer<typeof reversalResult>;

/** `POST /companies/{id}/holds` and `/holds/{holdId}/capture|release`: a credit set aside for an introduction. */
export const holdPosting = z.object({ id: entryId });
export const holdResult = z.object({
  id: entryId,
  state: z.enum(['held', 'captured', 'released']),
  replayed: z.boolean(),
});

/** Points are net of reversals. `available` = max(0, ⌊points / 10⌋ − spent − held); `debtPoints` come off first. */
export const creditBalance = z.object({
  company: z.uuid(),
  points: z.number().int(),
  pointsToNextCredit: z.number().int(),
  earned: z.number().int(),
  held: z.number().int(),
  spent: z.number().int(),
  available: z.number().int().min(0),
  debtPoints: z.number().int().min(0),
});
export type CreditBalance = z.infer<typeof creditBalance>;

export const journalEntry = z.object({
  seq: z.number().int(),
  id: entryId,
  kind: z.enum(['referral', 'reversal', 'conversion', 'unconversion', 'hold', 'capture', 'release']),
  at: instant,
  reverses: entryId.nullable(),
  lines: z.array(z.object({ account: z.string(), amount: z.number().int() })),
});
export const journalPage = pageOf(journalEntry);
