/** Idempotency keys: of the case and a count, never of a run, which changes when a workflow starts anew. */
export const mailKey = (caseId: string, n: number): string => `${caseId}:mail:${n}`;
export const referralId = (caseId: string, n: number): string => `${caseId}:referral:${n}`;
/** A correction in the ledger is a new entry with an id of its own. */
export const reversalId = (entryId: string): string => `${entryId}:reversal`;
