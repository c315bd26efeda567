import { recordRun, withCompany } from '@goen/case-store';
import { type ClaimedTarget, countStuck, type Settled, settleRecord } from '@goen/case-store/sync';
import type { VendorFault } from '@goen/contracts/public';
import type { CrmAdapter, CrmPushResult } from '@goen/crm';
import type { VendorError } from '@goen/service-kit';
import { seqOf } from './build-push.ts';
import { connectionPauseMs, failedBatch, isOfConnection, retryAtOf } from './outcomes.ts';
import { recordUnsubscribe } from './record-unsubscribe.ts';
import type { SyncContext } from './sync-context.ts';
import type { Batch, Item } from './take-batch.ts';

export type Release = { readonly holdMs: number; readonly faults: number };
type Failed = Extract<CrmPushResult, { kind: 'failed' }>;

/** Keeps what came of each candidate of a batch. */
export async function settleResults(
  context: SyncContext,
  claimed: ClaimedTarget,
  adapter: CrmAdapter,
  { items }: Batch,
  results: readonly CrmPushResult[],
): Promise<Release> {
  let [pushed, holdMs]: [number, number] = [0, 0];
  let fault: VendorFault | null = null;
  for (const [nth, item] of items.entries()) {
    const result = results[nth];
    if (result === undefined) throw new Error('The CRM adapter returned fewer results than pushes.');
    await settle(context, claimed, item, settledOf(context, adapter, item, result));
    if (result.kind === 'failed') {
      fault ??= { code: result.code, detail: result.detail };
      if (isOfConnection(result)) holdMs = Math.max(holdMs, connectionPauseMs(result, result.retryAfterMs));
      continue;
    }
    pushed += 1;
    const { companyId } = claimed;
    const { candidateId } = item.due.record;
    if (result.unsubscribedInCrm) await recordUnsubscribe(context.orm, { companyId, candidateId }, context.now());
  }
  await report(context, claimed, { fault, pushed });
  return { holdMs, faults: pushed > 0 ? 0 : claimed.faults };
}

/** Keeps that nothing of a batch came through: its candidates are due again, unless it was the failure of a single one. */
export async function settleFailed(
  context: SyncContext,
  claimed: ClaimedTarget,
  { items, isRetry }: Batch,
  { fault, retryAfterMs }: VendorError,
): Promise<Release> {
  const { faults } = claimed;
  const failed = failedBatch(fault, { size: items.length, faults, isRetry, retryAfterMs });
  for (const item of items) {
    const retryAt = failed.isOfCandidate
      ? retryAtOf({ permanent: false, retryAfterMs }, tried(item), context.now())
      : context.now();
    await settle(context, claimed, item, { kind: 'failed', fault, retryAt, counts: failed.isOfCandidate });
  }
  await report(context, claimed, { fault, pushed: 0 });
  context.logger.warn({ connectionId: claimed.connectionId, code: fault.code }, 'a CRM took nothing of a batch');
  return { holdMs: failed.holdMs, faults: failed.faults };
}

function settledOf({ now }: SyncContext, { recheckAfterMs }: CrmAdapter, item: Item, result: CrmPushResult): Settled {
  if (result.kind === 'failed') return failedOf(result, item, now());
  if (item.push.kind === 'erase') return { kind: 'erased' };
  const { remoteId, notedEventIds } = result;
  const recheckAt =
    recheckAfterMs !== undefined && remoteId !== null ? new Date(now().getTime() + recheckAfterMs) : null;
  const done = [...notedEventIds.map(seqOf), ...item.withoutNote];
  return { kind: 'done', remoteId, addresses: item.addresses, noted: done, recheckAt };
}

function failedOf(result: Failed, item: Item, now: Date): Settled {
  const { code, detail } = result;
  const isOfUs = isOfConnection(result);
  const retryAt = isOfUs ? now : retryAtOf(result, tried(item), now);
  return { kind: 'failed', fault: { code, detail }, retryAt, counts: !isOfUs };
}

/** As it is with this try. */
const tried = ({ due: { record } }: Item) => ({
  attempts: record.attempts + 1,
  failingSince: record.failingSince ?? null,
});

const settle = ({ orm, connections }: SyncContext, { companyId }: ClaimedTarget, { due }: Item, settled: Settled) =>
  withCompany(orm, companyId, (em) => settleRecord(em, due.record, settled, connections.secretKey));

/** What the connection shows of it. */
const report = (
  { orm, now }: SyncContext,
  { companyId, connectionId }: ClaimedTarget,
  { fault, pushed }: { readonly fault: VendorFault | null; readonly pushed: number },
) =>
  withCompany(orm, companyId, async (em) => {
    await recordRun(em, connectionId, { counts: { pushed }, fault, at: now() });
    await countStuck(em, connectionId);
  });
