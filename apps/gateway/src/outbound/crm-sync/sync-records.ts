import { type Em, withCompany } from '@goen/case-store';
import { countStuck, retryStuck, SyncRecord, SyncTarget, startFilling } from '@goen/case-store/sync';
import { type AuditActor, recordAudit } from '@goen/cases';
import type { SyncRecordView, syncRecordQuery } from '@goen/contracts/public';
import { HttpProblem, readCursor, toPage } from '@goen/service-kit';
import type { z } from 'zod';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { findConnection } from '../../inbound/connections/find-connection.ts';

/** A page of the candidates that are in a CRM or queued for it, by candidate id. */
export function listSyncRecords(
  { orm }: GatewayContext,
  companyId: string,
  connectionId: string,
  { state, cursor, limit }: z.output<typeof syncRecordQuery>,
): Promise<{ items: SyncRecordView[]; next: string | null }> {
  const after = readCursor(cursor);
  return withCompany(orm, companyId, async (em) => {
    await assertCrmConnection(em, companyId, connectionId);
    const records = await em.find(
      SyncRecord,
      { connectionId, ...(state ? { state } : {}), ...(after ? { candidateId: { $gt: after.id } } : {}) },
      { orderBy: { candidateId: 'asc' }, limit: limit + 1 },
    );
    return toPage(records, limit, viewSyncRecord, ({ candidateId }) => ({ at: new Date(0), id: candidateId }));
  });
}

const viewSyncRecord = (record: SyncRecord): SyncRecordView => ({
  candidate_id: record.candidateId,
  state: record.state,
  remote_id: record.remoteId ?? null,
  pushed_at: record.pushedAt?.toISOString() ?? null,
  fault: record.lastFault ?? null,
  failing_since: record.failingSince?.toISOString() ?? null,
});

/** Requeues stuck candidates: the given ones, or all. */
export function retrySyncRecords(
  { orm }: GatewayContext,
  companyId: string,
  {
    connectionId,
    candidateIds,
  }: { readonly connectionId: string; readonly candidateIds?: readonly string[] | undefined },
  actor: AuditActor,
): Promise<{ retried: number }> {
  return withCompany(orm, companyId, async (em) => {
    await assertCrmConnection(em, companyId, connectionId);
    const retried = await retryStuck(em, connectionId, candidateIds);
    await countStuck(em, connectionId);
    const subject = { type: 'connection', id: connectionId };
    if (retried > 0)
      await recordAudit(em, { companyId, actor, action: 'sync_records.retried', subject, data: { retried } });
    return { retried };
  });
}

/** Queues the whole pool for a CRM, from the first candidate on. */
export function resyncConnection(
  { orm }: GatewayContext,
  companyId: string,
  connectionId: string,
  actor: AuditActor,
): Promise<{ state: 'filling' }> {
  return withCompany(orm, companyId, async (em) => {
    await assertCrmConnection(em, companyId, connectionId);
    await startFilling(em, connectionId);
    const subject = { type: 'connection', id: connectionId };
    await recordAudit(em, { companyId, actor, action: 'connection.resynced', subject });
    return { state: 'filling' as const };
  });
}

/** Throws `not_found`, or `connection_takes_no_candidates` when the connection is not a CRM. */
async function assertCrmConnection(em: Em, companyId: string, connectionId: string): Promise<void> {
  await findConnection(em, companyId, connectionId);
  if ((await em.count(SyncTarget, { connectionId })) === 0) throw new HttpProblem('connection_takes_no_candidates');
}
