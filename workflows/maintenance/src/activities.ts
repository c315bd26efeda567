import type { RetentionResult } from '@goen/contracts/workflow';

/** Implemented by the worker only. Idempotent: what is deleted is not found again. */
export interface RetentionActivities {
  /** Deletes or blanks a bounded number of old rows per company and kind, and records the counts. */
  purgeExpired(): Promise<RetentionResult>;
}
