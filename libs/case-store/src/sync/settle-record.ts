import type { VendorFault } from '@goen/contracts/public';
import type { SealKeys } from '@goen/service-kit';
import { pgArray } from '@goen/service-kit';
import { SyncRecord } from '../entities/sync.ts';
import type { Em } from '../sessions.ts';
import { sealAddresses } from './due-records.ts';

export type Settled =
  | {
      readonly kind: 'done';
      readonly remoteId: string | null;
      readonly addresses: readonly string[];
      readonly noted: readonly number[];
      /** When the CRM is checked again; null: only after a change. */
      readonly recheckAt: Date | null;
    }
  | { readonly kind: 'erased' }
  /** `retryAt` null: no more retries. `counts`: false when the CRM as a whole refused, whatever the candidate. */
  | { readonly kind: 'failed'; readonly fault: VendorFault; readonly retryAt: Date | null; readonly counts: boolean };

/** The delay after a CRM accepted the candidate but none of the notes. */
const pauseWithoutNotesS = 60;

/**
 * Records the outcome of a push. Changes since the record was read (`record.version`) leave it pending; a record that
 * was only checked stays synced when the check failed. One transaction per record, so that an intake waits for one at
 * most.
 */
export async function settleRecord(em: Em, record: SyncRecord, settled: Settled, key: SealKeys): Promise<void> {
  const recordKey = { connectionId: record.connectionId, candidateId: record.candidateId };
  if (settled.kind === 'failed') {
    const { fault, retryAt, counts } = settled;
    await em.execute(
      `update sync_record set last_fault = ?::jsonb,
         failing_since = case when ? then coalesce(failing_since, now()) else failing_since end,
         attempts = case when ? then attempts else greatest(attempts - 1, 0) end,
         state = case when version = ? and ?::timestamptz is null then 'stuck' else state end,
         due_at = case when version = ? then ?::timestamptz else now() end
       where connection_id = ? and candidate_id = ? and state <> 'erased'`,
      [
        JSON.stringify(fault),
        counts,
        counts,
        record.version,
        retryAt,
        record.version,
        retryAt,
        recordKey.connectionId,
        recordKey.candidateId,
      ],
    );
    return;
  }
  if (settled.kind === 'erased') {
    await em.execute('delete from sync_note where connection_id = ? and candidate_id = ?', [
      recordKey.connectionId,
      recordKey.candidateId,
    ]);
    await em.nativeUpdate(SyncRecord, recordKey, {
      state: 'erased',
      dueAt: null,
      addresses: null,
      remoteId: null,
      unsure: false,
      lastFault: null,
      failingSince: null,
      attempts: 0,
      pushedAt: new Date(),
    });
    return;
  }
  const { remoteId, addresses, noted, recheckAt } = settled;
  await em.execute(
    'delete from sync_note where connection_id = ? and candidate_id = ? and fact_seq = any(?::bigint[])',
    [recordKey.connectionId, recordKey.candidateId, pgArray(noted)],
  );
  await em.execute(
    `update sync_record r set remote_id = ?, addresses = ?, unsure = false, attempts = 0,
       last_fault = null, failing_since = null,
       pushed_at = case when state = 'synced' then pushed_at else now() end,
       state = case when version = ? and not waits.any then 'synced' else 'pending' end,
       due_at = case when version <> ? then now() when not waits.any then ?::timestamptz
         else now() + make_interval(secs => ?) end
     from (select exists (select 1 from sync_note where connection_id = ? and candidate_id = ?) as any) waits
     where connection_id = ? and candidate_id = ? and state <> 'erased'`,
    [
      remoteId,
      sealAddresses(addresses, recordKey, key),
      record.version,
      record.version,
      recheckAt,
      noted.length > 0 ? 0 : pauseWithoutNotesS,
      recordKey.connectionId,
      recordKey.candidateId,
      recordKey.connectionId,
      recordKey.candidateId,
    ],
  );
}

/** Updates the number of stuck records on the connection. */
export async function countStuck(em: Em, connectionId: string): Promise<void> {
  await em.execute(
    `update connection set counts = counts || jsonb_build_object('stuck',
       (select count(*) from sync_record where connection_id = ? and state = 'stuck')) where id = ?`,
    [connectionId, connectionId],
  );
}
