/**
 * Keys are made of the case and a number, never of a workflow run: a restarted workflow must repeat the same keys.
 * They are stored by mail-service and credit-service and must not change.
 */
export const toMailKey = (caseId: string, n: number): string => `${caseId}:mail:${n}`;

/** The case id in a mail key; null when the key does not belong to a case. */
export const parseCaseIdFromMailKey = (key: string): string | null =>
  /^([0-9a-f-]{36}):mail:\d+$/.exec(key)?.[1] ?? null;

export const toReferralId = (caseId: string, n: number): string => `${caseId}:referral:${n}`;

/** A correction in the ledger is a new entry with its own id. */
export const toReversalId = (entryId: string): string => `${entryId}:reversal`;
