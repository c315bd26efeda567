import { z } from 'zod';
import { vendorFault } from './connection.ts';
import { instant, pageLimit, pageOf } from './shared.ts';

/** `pending`: changes are waiting to be pushed; `stuck`: given up after days of retries, or refused for good. */
export const syncRecordState = z.enum(['pending', 'synced', 'stuck', 'erased']);
export type SyncRecordState = z.infer<typeof syncRecordState>;

export const syncRecordView = z
  .object({
    candidate_id: z.uuid(),
    state: syncRecordState.describe(
      '`pending`: changes are waiting to be pushed; `stuck`: given up after days of retries, or refused for good',
    ),
    remote_id: z.string().nullable().describe('id of the candidate in the CRM'),
    pushed_at: instant.nullable().describe('last successful push'),
    fault: vendorFault.nullable(),
    failing_since: instant.nullable(),
  })
  .meta({ id: 'SyncRecord' });
export type SyncRecordView = z.infer<typeof syncRecordView>;
export const syncRecordQuery = z.strictObject({
  state: syncRecordState.optional(),
  cursor: z.string().optional(),
  limit: pageLimit,
});
export const syncRecordPage = pageOf(syncRecordView).meta({ id: 'SyncRecordPage' });

export const syncRetry = z
  .strictObject({
    candidate_ids: z.array(z.uuid()).min(1).max(1_000).optional().describe('all stuck candidates when left out'),
  })
  .meta({ id: 'SyncRetry' });
export const syncRetried = z.object({ retried: z.number().int().min(0) }).meta({ id: 'SyncRetried' });
export const resyncStarted = z.object({ state: z.literal('filling') }).meta({ id: 'ResyncStarted' });
