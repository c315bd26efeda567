/** Idempotency keys: of the case and a count, never of a run, which changes when a workflow starts anew. */
export const mailKey = (caseId: string, n: number): string => `${caseId}:mail:${n}`;
/** The case of a mail's key; null for a key that no case made. */
export const caseIdOf = (key: string): string | null => /^([0-9a-f-]{36}):mail:\d+$/.exec(key)?.[1] ?? null;
export const referralId = (caseId: string, n: number): string => `${caseId}:referral:${n}`;
/** A correction in the ledger is a new entry with an id of its own. */
export const reversalId = (entryId: string): string => `${entryId}:reversal`;
