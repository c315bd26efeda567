import { SyncRecord } from '../entities/sync.ts';
import type { Em } from '../store.ts';
import { openAddresses, sealAddresses } from './due-records.ts';

/** What is left there of a candidate who is another: their own record, under these addresses. */
export type LeftThere = { readonly addresses: readonly string[] };

/**
 * A candidate who was found to be the same person as an older one leaves their notes to that one, and their record in
 * the CRM where the older has none. Answers what is left there and has to go; null for nothing.
 */
export async function handOverMerged(
  em: Em,
  later: SyncRecord,
  olderId: string,
  key: Uint8Array,
): Promise<LeftThere | null> {
  const { connectionId } = later;
  await em.execute(
    `insert into sync_record as r (connection_id, candidate_id, company_id, state, due_at)
     values (?, ?, ?, 'pending', now())
     on conflict (connection_id, candidate_id) do update set version = r.version + 1, state = 'pending', due_at = now()
       where r.state <> 'erased'`,
    [connectionId, olderId, later.companyId],
  );
  const older = await em.findOneOrFail(SyncRecord, { connectionId, candidateId: olderId }, { refresh: true });
  if (older.state !== 'erased') {
    await em.execute(
      `insert into sync_note (connection_id, candidate_id, company_id, fact_seq)
       select connection_id, ?, company_id, fact_seq from sync_note where connection_id = ? and candidate_id = ?
       on conflict do nothing`,
      [olderId, connectionId, later.candidateId],
    );
  }
  await em.execute('delete from sync_note where connection_id = ? and candidate_id = ?', [
    connectionId,
    later.candidateId,
  ]);
  const [ofOlder, ofLater] = [openAddresses(older, key), openAddresses(later, key)];
  const isSameThere =
    later.remoteId === null ? ofLater.every((address) => ofOlder.includes(address)) : later.remoteId === older.remoteId;
  if (isSameThere) return null;
  if (older.state === 'erased' || older.remoteId !== null || ofOlder.length > 0)
    return { addresses: ofLater.filter((address) => !ofOlder.includes(address)) };
  await em.nativeUpdate(
    SyncRecord,
    { connectionId, candidateId: olderId },
    { remoteId: later.remoteId, addresses: sealAddresses(ofLater, older, key), unsure: true },
  );
  return null;
}
