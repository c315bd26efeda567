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

/** Candidates of the pool that are made due at a time. */
const fillRows = 1_000;

/** Of an error that nobody foresaw no word is shown: it may tell of a person. */
const brokenOff: VendorFault = {
  code: 'unavailable',
  detail: 'the push broke off on our side: the log of the worker tells why',
};

/** Pushes one batch to a connection that was claimed, keeps what came of it, and lets others have the connection. */
export async function pushTarget(context: SyncContext, claimed: ClaimedTarget, signal: AbortSignal): Promise<void> {
  let release: Release = { holdMs: 0, faults: claimed.faults };
  try {
    release = await pushBatch(context, claimed, signal);
  } catch (error) {
    // A worker that stops leaves it to another.
    if (signal.aborted) return;
    context.logger.error({ err: error, connectionId: claimed.connectionId }, 'a push could not be made');
    await tellFault(context, claimed, brokenOff).catch((untold: unknown) =>
      context.logger.error({ err: untold, connectionId: claimed.connectionId }, 'a fault could not be kept'),
    );
    release = { holdMs: connectionPauseMs({ code: 'forbidden' }), faults: claimed.faults };
  } finally {
    await releaseTarget(context.orm, claimed, release);
  }
}

async function pushBatch(context: SyncContext, claimed: ClaimedTarget, signal: AbortSignal): Promise<Release> {
  const { orm, connections, now, sender } = context;
  const { companyId, connectionId } = claimed;
  const row = await withCompany(orm, companyId, async (em) => {
    if (claimed.isFilling) await fillTarget(em, connectionId, fillRows);
    return em.findOneOrFail(Connection, { id: connectionId });
  });
  const adapter = crmAdapters.get(row.kind);
  if (adapter === undefined) throw new Error(`No CRM adapter for connection kind ${row.kind}`);
  const open = opened(row, adapter, connections.secretKey);
  if (open === null) {
    const fault = { code: 'refused', detail: 'the settings or secrets are not complete' } as const;
    await tellFault(context, claimed, fault);
    return { holdMs: connectionPauseMs({ code: 'forbidden' }), faults: claimed.faults };
  }
  const batch = await takeBatch(context, claimed, adapter);
  if (batch.items.length === 0) return { holdMs: 0, faults: claimed.faults };
  const tokens = connectionTokens(orm, { companyId, connectionId }, { key: connections.secretKey, now });
  const { addresses } = connections;
  try {
    const pushes = batch.items.map(({ push }) => push);
    const results = await adapter.push(open, pushes, { addresses, now, signal, tokens, send: sender.send });
    return await settleResults(context, claimed, adapter, batch, results);
  } catch (error) {
    if (isLate(signal))
      return settleFailed(context, claimed, batch, new VendorError('timeout', 'the push took too long'));
    if (!(error instanceof VendorError) || signal.aborted) throw error;
    return settleFailed(context, claimed, batch, error);
  }
}

/** The push ran out of its time; a worker that stops or that lost its claim aborts by another reason. */
const isLate = ({ aborted, reason }: AbortSignal): boolean =>
  aborted && reason instanceof DOMException && reason.name === 'TimeoutError';

/** The connection shows it. */
const tellFault = ({ orm, now }: SyncContext, { companyId, connectionId }: ClaimedTarget, fault: VendorFault) =>
  withCompany(orm, companyId, (em) => recordRun(em, connectionId, { fault, at: now() }));

/** Null when the settings or secrets do not match the schema of the adapter. */
function opened(row: Connection, adapter: CrmAdapter, key: SealKeys) {
  try {
    return openConnection(row, adapter, key);
  } catch (error) {
    if (error instanceof ZodError) return null;
    throw error;
  }
}
