import { Connection, openConnection, recordRun, withCompany } from '@goen/case-store';
import { type ClaimedTarget, connectionTokens, fillTarget, releaseTarget } from '@goen/case-store/sync';
import type { VendorFault } from '@goen/contracts/public';
import { type CrmAdapter, crmAdapters } from '@goen/crm';
import { type SealKeys, VendorError } from '@goen/service-kit';
import { ZodError } from 'zod';
import { connectionPauseMs } from './outcomes.ts';
import { type Release, settleFailed, settleResults } from './settle-batch.ts';
import type { SyncContext } from './sync-context.ts';
import { takeBatch } from './take-batch.ts';

/** Candidates of the pool that become due per step of the first fill. */
const fillRows = 1_000;

/** Shown for unexpected errors: their own messages may contain personal data. */
const internalFault: VendorFault = {
  code: 'unavailable',
  detail: 'the push failed on our side: see the log of the worker',
};

/** Pushes one batch to a claimed connection, records the results and releases the connection. */
export async function pushTarget(context: SyncContext, target: ClaimedTarget, signal: AbortSignal): Promise<void> {
  let release: Release = { holdMs: 0, faults: target.faults };
  try {
    release = await pushBatch(context, target, signal);
  } catch (error) {
    // This worker is stopping or has lost the lease: another worker pushes the batch.
    if (signal.aborted) return;
    context.logger.error({ err: error, connectionId: target.connectionId }, 'Failed to push to a CRM');
    await recordFault(context, target, internalFault).catch((recordError: unknown) =>
      context.logger.error({ err: recordError, connectionId: target.connectionId }, 'Failed to record a CRM fault'),
    );
    release = { holdMs: connectionPauseMs({ code: 'forbidden' }), faults: target.faults };
  } finally {
    await releaseTarget(context.orm, target, release);
  }
}

async function pushBatch(context: SyncContext, target: ClaimedTarget, signal: AbortSignal): Promise<Release> {
  const { orm, connections, now, sender } = context;
  const { companyId, connectionId } = target;
  const row = await withCompany(orm, companyId, async (em) => {
    if (target.isFilling) await fillTarget(em, connectionId, fillRows);
    return em.findOneOrFail(Connection, { id: connectionId });
  });
  const adapter = crmAdapters.get(row.kind);
  if (adapter === undefined) throw new Error(`No CRM adapter for connection kind ${row.kind}`);
  const connection = openWithAdapter(row, adapter, connections.secretKey);
  if (connection === null) {
    const fault = { code: 'refused', detail: 'the settings or secrets are not complete' } as const;
    await recordFault(context, target, fault);
    return { holdMs: connectionPauseMs({ code: 'forbidden' }), faults: target.faults };
  }
  const batch = await takeBatch(context, target, adapter);
  if (batch.items.length === 0) return { holdMs: 0, faults: target.faults };
  const tokens = connectionTokens(orm, { companyId, connectionId }, { key: connections.secretKey, now });
  const { addresses } = connections;
  try {
    const pushes = batch.items.map(({ push }) => push);
    const results = await adapter.push(connection, pushes, { addresses, now, signal, tokens, send: sender.send });
    return await settleResults(context, target, adapter, batch, results);
  } catch (error) {
    if (isTimeout(signal))
      return settleFailed(context, target, batch, new VendorError('timeout', 'the push took too long'));
    if (!(error instanceof VendorError) || signal.aborted) throw error;
    return settleFailed(context, target, batch, error);
  }
}

/** Whether the push took too long. A worker that stops or has lost its lease aborts with another reason. */
const isTimeout = ({ aborted, reason }: AbortSignal): boolean =>
  aborted && reason instanceof DOMException && reason.name === 'TimeoutError';

/** Shows the fault on the connection. */
const recordFault = ({ orm, now }: SyncContext, { companyId, connectionId }: ClaimedTarget, fault: VendorFault) =>
  withCompany(orm, companyId, (em) => recordRun(em, connectionId, { fault, at: now() }));

/** Null when the settings or secrets do not match the schema of the adapter. */
function openWithAdapter(row: Connection, adapter: CrmAdapter, key: SealKeys) {
  try {
    return openConnection(row, adapter, key);
  } catch (error) {
    if (error instanceof ZodError) return null;
    throw error;
  }
}
