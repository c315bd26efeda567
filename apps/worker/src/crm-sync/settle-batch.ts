import { recordRun, withCompany } from '@goen/case-store';
import { type ClaimedTarget, countStuck, type Settled, settleRecord } from '@goen/case-store/sync';
import type { VendorFault } from '@goen/contracts/public';
import type { CrmAdapter, CrmPushResult } from '@goen/crm';
import type { VendorError } from '@goen/service-kit';
import { toFactSeq } from './build-push.ts';
import { connectionPauseMs, isConnectionFault, judgeFailedBatch, planRetry } from './outcomes.ts';
import { recordUnsubscribe } from './record-unsubscribe.ts';
import type { SyncContext } from './sync-context.ts';
import type { Batch, Item } from './take-batch.ts';

export type Release = { readonly holdMs: number; readonly faults: number };
type Failed = Extract<CrmPushResult, { kind: 'failed' }>;

/** Records the result of each candidate of a batch. */
export async function settleResults(
  context: SyncContext,
  claimed: ClaimedTarget,
  adapter: CrmAdapter,
  { items }: Batch,
  results: readonly CrmPushResult[],
): Promise<Release> {
  let [pushed, holdMs]: [number, number] = [0, 0];
  let fault: VendorFault | null = null;
  for (const [index, item] of items.entries()) {
    const result = results[index];
    if (result === undefined) throw new Error('The CRM adapter returned fewer results than pushes.');
    await settle(context, claimed, item, toSettled(context, adapter, item, result));
    if (result.kind === 'failed') {
      fault ??= { code: result.code, detail: result.detail };
      if (isConnectionFault(result)) holdMs = Math.max(holdMs, connectionPauseMs(result, result.retryAfterMs));
      continue;
    }
    pushed += 1;
    const { companyId } = claimed;
    const { candidateId } = item.due.record;
    if (result.unsubscribedInCrm) await recordUnsubscribe(context.orm, { companyId, candidateId }, context.now());
  }
  await recordPushRun(context, claimed, { fault, pushed });
  return { holdMs, faults: pushed > 0 ? 0 : claimed.faults };
}

/** Records that a whole batch failed: its candidates are due again at once, unless it was one candidate's fault. */
export async function settleFailed(
  context: SyncContext,
  claimed: ClaimedTarget,
  { items, isRetry }: Batch,
  { fault, retryAfterMs }: VendorError,
): Promise<Release> {
  const { faults } = claimed;
  const verdict = judgeFailedBatch(fault, { size: items.length, faults, isRetry, retryAfterMs });
  for (const item of items) {
    const retryAt = verdict.isCandidateFault
      ? planRetry({ permanent: false, retryAfterMs }, withThisAttempt(item), context.now())
      : context.now();
    await settle(context, claimed, item, { kind: 'failed', fault, retryAt, counts: verdict.isCandidateFault });
  }
  await recordPushRun(context, claimed, { fault, pushed: 0 });
  context.logger.warn({ connectionId: claimed.connectionId, code: fault.code }, 'CRM rejected a whole batch');
  return { holdMs: verdict.holdMs, faults: verdict.faults };
}

function toSettled({ now }: SyncContext, { recheckAfterMs }: CrmAdapter, item: Item, result: CrmPushResult): Settled {
  if (result.kind === 'failed') return toFailed(result, item, now());
  if (item.push.kind === 'erase') return { kind: 'erased' };
  const { remoteId, notedEventIds } = result;
  const recheckAt =
    recheckAfterMs !== undefined && remoteId !== null ? new Date(now().getTime() + recheckAfterMs) : null;
  const noted = [...notedEventIds.map(toFactSeq), ...item.withoutNote];
  return { kind: 'done', remoteId, addresses: item.addresses, noted, recheckAt };
}

function toFailed(result: Failed, item: Item, now: Date): Settled {
  const { code, detail } = result;
  const isOurs = isConnectionFault(result);
  const retryAt = isOurs ? now : planRetry(result, withThisAttempt(item), now);
  return { kind: 'failed', fault: { code, detail }, retryAt, counts: !isOurs };
}

/** The record's attempts with this one counted. */
const withThisAttempt = ({ due: { record } }: Item) => ({
  attempts: record.attempts + 1,
  failingSince: record.failingSince ?? null,
});

const settle = ({ orm, connections }: SyncContext, { companyId }: ClaimedTarget, { due }: Item, settled: Settled) =>
  withCompany(orm, companyId, (em) => settleRecord(em, due.record, settled, connections.secretKey));

/** Updates what the connection shows of its last run. */
const recordPushRun = (
  { orm, now }: SyncContext,
  { companyId, connectionId }: ClaimedTarget,
  { fault, pushed }: { readonly fault: VendorFault | null; readonly pushed: number },
) =>
  withCompany(orm, companyId, async (em) => {
    await recordRun(em, connectionId, { counts: { pushed }, fault, at: now() });
    await countStuck(em, connectionId);
  });
