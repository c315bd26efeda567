import { z } from 'zod';
import { vendorFault } from './connection.ts';
import { instant, pageLimit, pageOf } from './shared.ts';

/** `pending`: something has still to get there; `stuck`: given up after days, or refused for good. */
export const syncRecordState = z.enum(['pending', 'synced', 'stuck', 'erased']);
export type SyncRecordState = z.infer<typeof syncRecordState>;

export const syncRecordView = z.object({
  candidate_id: z.uuid(),
  state: syncRecordState,
  remote_id: z.string().nullable().describe('what the CRM calls the candidate'),
  pushed_at: instant.nullable().describe('when it last got there'),
  fault: vendorFault.nullable(),
  failing_since: instant.nullable(),
});
export type SyncRecordView = z.infer<typeof syncRecordView>;
export const syncRecordQuery = z.object({
  state: syncRecordState.optional(),
  cursor: z.string().optional(),
  limit: pageLimit,
});
export const syncRecordPage = pageOf(syncRecordView);

export const syncRetry = z.object({
  candidate_ids: z.array(z.uuid()).min(1).max(1_000).optional().describe('all that are stuck when left out'),
});
export const syncRetried = z.object({ retried: z.number().int().min(0) });
export const resyncStarted = z.object({ state: z.literal('filling') });
