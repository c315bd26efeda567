import { type Em, withCompany } from '@goen/case-store';
import { countStuck, retryStuck, SyncRecord, SyncTarget, startFilling } from '@goen/case-store/sync';
import type { SyncRecordView, syncRecordQuery } from '@goen/contracts/public';
import { HttpProblem } from '@goen/service-kit';
import type { z } from 'zod';
import { pageOf, readCursor } from '../../http/cursor.ts';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { findConnection } from '../../inbound/connections/save-connection.ts';

/** A page of the candidates that a CRM has, or has still to hear of. */
export function listRecords(
  { orm }: GatewayContext,
  companyId: string,
  connectionId: string,
  { state, cursor, limit }: z.output<typeof syncRecordQuery>,
) {
  const after = readCursor(cursor);
  return withCompany(orm, companyId, async (em) => {
    await assertTarget(em, companyId, connectionId);
    const rows = await em.find(
      SyncRecord,
      { connectionId, ...(state ? { state } : {}), ...(after ? { candidateId: { $gt: after.id } } : {}) },
      { orderBy: { candidateId: 'asc' }, limit: limit + 1 },
    );
    return pageOf(rows, limit, viewRecord, ({ candidateId }) => ({ at: new Date(0), id: candidateId }));
  });
}

const viewRecord = (row: SyncRecord): SyncRecordView => ({
  candidate_id: row.candidateId,
  state: row.state,
  remote_id: row.remoteId ?? null,
  pushed_at: row.pushedAt?.toISOString() ?? null,
  fault: row.lastFault ?? null,
  failing_since: row.failingSince?.toISOString() ?? null,
});

/** Has what is stuck tried again: all of it, or of these candidates. */
export function retryRecords(
  { orm }: GatewayContext,
  companyId: string,
  connectionId: string,
  candidateIds?: readonly string[],
): Promise<{ retried: number }> {
  return withCompany(orm, companyId, async (em) => {
    await assertTarget(em, companyId, connectionId);
    const retried = await retryStuck(em, connectionId, candidateIds);
    await countStuck(em, connectionId);
    return { retried };
  });
}

/** Has the whole pool pushed, from its beginning. */
export function resync(
  { orm }: GatewayContext,
  companyId: string,
  connectionId: string,
): Promise<{ state: 'filling' }> {
  return withCompany(orm, companyId, async (em) => {
    await assertTarget(em, companyId, connectionId);
    await startFilling(em, connectionId);
    return { state: 'filling' as const };
  });
}

/** Throws `not_found`, or `connection_takes_no_candidates` for one of another kind. */
async function assertTarget(em: Em, companyId: string, connectionId: string): Promise<void> {
  await findConnection(em, companyId, connectionId);
  if ((await em.count(SyncTarget, { connectionId })) === 0) throw new HttpProblem('connection_takes_no_candidates');
}
