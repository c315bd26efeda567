import { z } from 'zod';
import { statementMonth } from '../public/credit-api.ts';
import { calendarDate, inputInstant, instant, pageLimit, pageOf } from '../public/shared.ts';

const entryId = z.string().regex(/^[\x21-\x7e]{1,255}$/, 'an id is 1 to 255 visible ASCII characters');

const personHash = z.string().min(32).max(128);
export const maxOtherHashes = 100;

/** `POST /companies/{id}/referrals`: posts one point; the tenth converts to a credit in the same transaction. */
export const referralPosting = z.strictObject({
  id: entryId.describe('<caseId>:referral:<n>'),
  personHash,
  otherHashes: z
    .array(personHash)
    .max(maxOtherHashes)
    .default([])
    .describe('hashes of the person’s other addresses, which may already have a point; ignored in a replay'),
  date: calendarDate.describe('Asia/Tokyo, by the case’s clock: one point per company and person in 12 months'),
});
export type ReferralPosting = z.input<typeof referralPosting>;

/** A refused command does not use up its id. `GET /companies/{id}/referrals/{entryId}` returns a posted one. */
export const referralResult = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('posted'),
    entryId,
    replayed: z.boolean(),
    earnedCredits: z.number().int().default(0).describe('credits earned by this point; the same when replayed'),
  }),
  z.object({ status: z.literal('refused'), reason: z.enum(['already_referred']) }),
]);
export type ReferralResult = z.infer<typeof referralResult>;

/** `POST /companies/{id}/reversals`: reverses a referral's point with a new entry. */
export const reversalPosting = z.strictObject({
  id: entryId.describe('<referral entry id>:reversal'),
  entryId,
  reason: z.enum(['unrejected', 'duplicate']),
});
export type ReversalPosting = z.infer<typeof reversalPosting>;
export const reversalResult = z.object({ status: z.literal('posted'), entryId, replayed: z.boolean() });

/** `POST /companies/{id}/holds` and `/holds/{holdId}/capture|release`: a credit held for an introduction. */
export const holdPosting = z.strictObject({ id: entryId });
export const holdResult = z.object({
  id: entryId,
  state: z.enum(['held', 'captured', 'released']),
  replayed: z.boolean(),
});

/** Points are net of reversals. `available` = max(0, ⌊points / 10⌋ − spent − held); `debtPoints` are repaid first. */
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

/** The balances of a company's accounts. `points` are not yet converted to credits; below zero they are a debt. */
export const accountBalances = z.object({
  points: z.number().int(),
  credits: z.number().int().min(0),
  held: z.number().int().min(0),
  spent: z.number().int().min(0),
});
export type AccountBalances = z.infer<typeof accountBalances>;

const entryKind = z.enum(['referral', 'reversal', 'conversion', 'unconversion', 'hold', 'capture', 'release']);

export const journalEntry = z.object({
  seq: z.number().int(),
  id: entryId,
  kind: entryKind,
  at: instant,
  reverses: entryId.nullable(),
  reason: z.enum(['unrejected', 'duplicate']).nullable().describe('only for reversals'),
  lines: z.array(z.object({ account: z.string(), amount: z.number().int() })),
  after: accountBalances.describe('the running balance: that of the previous entry plus the lines'),
});
export type JournalEntryView = z.infer<typeof journalEntry>;
export const journalPage = pageOf(journalEntry);

/** `GET /companies/{id}/statements/{month}`: its entries are the journal entries with `seq` in (`after`, `until`]. */
export const statementHead = z.object({
  month: statementMonth,
  from: instant,
  to: instant.describe('exclusive'),
  opening: accountBalances,
  closing: accountBalances.describe('for the current month: as of now'),
  entries: z.number().int(),
  after: z.number().int(),
  until: z.number().int(),
});
export type StatementHead = z.infer<typeof statementHead>;

/** `GET /companies/{id}/earned-credits?from=&to=`: instants; `to` is exclusive. */
export const earnedCreditsQuery = z.strictObject({ from: inputInstant, to: inputInstant });
export const earnedCredits = z.object({ earned: z.number().int().min(0) });
export type EarnedCredits = z.infer<typeof earnedCredits>;

/** `GET /holds?olderThan=`: open holds of all companies, oldest first. */
export const openHold = z.object({ company: z.uuid(), id: entryId, heldAt: instant });
export const openHoldPage = pageOf(openHold);
export const openHoldQuery = z.strictObject({
  olderThan: inputInstant,
  cursor: z.string().optional(),
  limit: pageLimit,
});
