import { type AtsVendor, atsVendors, type PollContext } from '@goen/ats';
import { Company, Connection, type Em, openConnection, recordRun, withCompany } from '@goen/case-store';
import { type PollOutcome, vendorFailureType } from '@goen/connection-poll';
import type { VendorFault } from '@goen/contracts/public';
import type { ConnectionPollInput } from '@goen/contracts/workflow';
import { isPermanentFault, VendorError } from '@goen/service-kit';
import { ApplicationFailure } from '@temporalio/common';
import type { ActivityContext } from '../activity-context.ts';
import { acceptItems, type ItemCounts } from './accept-items.ts';
import { findRejected } from './find-rejected.ts';
import { recordPolledSelection } from './record-polled-selection.ts';

/** A vendor that denies access is polled only this often, until someone changes the connection. */
const restMs = 60 * 60 * 1000;

export type PollOptions = Pick<PollContext, 'signal' | 'pause'> & { readonly now?: () => Date };

/**
 * Polls a connection from its saved cursor: each page is accepted, then its cursor is saved, then the next is read. After
 * a crash the last page is read again, and its items are known. Temporary faults are thrown for Temporal to retry after
 * the vendor's Retry-After; permanent ones end the poll.
 */
export async function pollConnection(
  context: ActivityContext,
  { connectionId, companyId }: ConnectionPollInput,
  options: PollOptions = {},
): Promise<PollOutcome> {
  const { now = () => new Date() } = options;
  const asCompany = <T>(work: (em: Em) => Promise<T>) => withCompany(context.orm, companyId, work);
  const recordFault = (fault: VendorFault | null) =>
    asCompany((em) => recordRun(em, connectionId, { fault, at: now() }));
  const row = await asCompany((em) => em.findOne(Connection, { id: connectionId, companyId, state: 'active' }));
  const vendor = row && atsVendors.get(row.kind);
  if (!row || !vendor?.poll) return { kind: 'stopped' };
  // What the ATS knows meanwhile is read from the cursor once the company is resumed.
  const isSuspended = await asCompany((em) => em.count(Company, { id: companyId, suspendedAt: { $ne: null } }));
  if (isSuspended > 0 || isResting(row, now())) return { kind: 'resting' };

  const totals = { pages: 0, received: 0, accepted: 0 };
  const pollContext: PollContext = {
    ...options,
    addresses: context.connections.addresses,
    now,
    findRejected: (remoteIds) =>
      asCompany((em) => findRejected(em, { companyId, sourceKey: `connection:${connectionId}`, remoteIds })),
  };
  try {
    for await (const page of vendor.poll.poll(openWithVendor(context, row, vendor), row.cursor ?? null, pollContext)) {
      const { orm, personHashKey, logger } = context;
      const { counts, refused } = await acceptItems({ orm, companyId, personHashKey, now: now() }, page.items);
      if (refused.length > 0) logger.warn({ connectionId, refused }, 'Some polled items were refused');
      const isActive = await asCompany(async (em) => {
        if (!(await saveCursor(em, connectionId, page.cursor, counts, now()))) return false;
        if (page.selection) await recordPolledSelection(em, { companyId, connectionId }, page.selection, now());
        return true;
      });
      if (!isActive) return { kind: 'stopped' };
      totals.pages += 1;
      totals.received += counts.received;
      totals.accepted += counts.accepted;
    }
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    const { fault, permanent, retryAfterMs } = error;
    await recordFault(fault);
    if (permanent) return { kind: 'faulty', code: fault.code };
    throw ApplicationFailure.create({
      message: fault.code,
      type: vendorFailureType,
      ...(retryAfterMs === null ? {} : { nextRetryDelay: retryAfterMs }),
    });
  }
  await recordFault(null);
  return { kind: 'polled', ...totals };
}

function isResting({ lastError, lastErrorAt, lastOkAt }: Connection, now: Date): boolean {
  if (!lastError || !lastErrorAt || !isPermanentFault(lastError.code)) return false;
  const hasRecovered = lastOkAt && lastOkAt > lastErrorAt;
  return !hasRecovered && now.getTime() - lastErrorAt.getTime() < restMs;
}

function openWithVendor({ connections: { secretKey } }: ActivityContext, row: Connection, vendor: AtsVendor) {
  try {
    return openConnection(row, vendor, secretKey);
  } catch {
    throw new VendorError('refused', 'the settings or secrets of the connection cannot be read: save them again');
  }
}

/** Returns false when the connection has been paused or deleted in the meantime. */
async function saveCursor(
  em: Em,
  id: string,
  cursor: Readonly<Record<string, unknown>>,
  counts: ItemCounts,
  now: Date,
): Promise<boolean> {
  const updated = await em.nativeUpdate(Connection, { id, state: 'active' }, { cursor });
  if (updated > 0) await recordRun(em, id, { counts, at: now });
  return updated > 0;
}
