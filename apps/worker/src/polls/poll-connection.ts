import { type AtsVendor, atsVendors, type PollContext } from '@goen/ats';
import { Connection, type Em, openConnection, recordRun, withCompany } from '@goen/case-store';
import { type PollOutcome, vendorFailureType } from '@goen/connection-poll';
import type { VendorFault } from '@goen/contracts/public';
import type { ConnectionPollInput } from '@goen/contracts/workflow';
import { isPermanentFault, VendorError } from '@goen/service-kit';
import { ApplicationFailure } from '@temporalio/common';
import type { ActivityContext } from '../activity-context.ts';
import { acceptTold, type ToldCounts } from './accept-told.ts';
import { rejectedOf } from './rejected-of.ts';

/** A vendor that does not let us in is asked once in so long, until somebody changes the connection. */
const restMs = 60 * 60 * 1000;

export type Running = Pick<PollContext, 'signal' | 'pause'> & { readonly now?: () => Date };

/**
 * Reads on from where the last poll of a connection came: each page is accepted, then its cursor is kept, then the next
 * is asked for. A run that died is repeated from its last page, which is known by then. A fault that may pass is thrown
 * for Temporal to try again, after the pause that the vendor asked for; one that will not ends the poll.
 */
export async function pollConnection(
  context: ActivityContext,
  { connectionId, companyId }: ConnectionPollInput,
  running: Running = {},
): Promise<PollOutcome> {
  const { now = () => new Date() } = running;
  const asCompany = <T>(work: (em: Em) => Promise<T>) => withCompany(context.orm, companyId, work);
  const record = (fault: VendorFault | null) => asCompany((em) => recordRun(em, connectionId, { fault, at: now() }));
  const row = await asCompany((em) => em.findOne(Connection, { id: connectionId, companyId, state: 'active' }));
  const vendor = row && atsVendors.get(row.kind);
  if (!row || !vendor?.poll) return { kind: 'stopped' };
  if (isResting(row, now())) return { kind: 'resting' };

  const sum = { pages: 0, received: 0, accepted: 0 };
  const pollContext: PollContext = {
    ...running,
    addresses: context.connections.addresses,
    now,
    findRejected: (remoteIds) =>
      asCompany((em) => rejectedOf(em, { companyId, sourceKey: `connection:${connectionId}`, remoteIds })),
  };
  try {
    for await (const page of vendor.poll.poll(opened(context, row, vendor), row.cursor ?? null, pollContext)) {
      const { orm, personHashKey, logger } = context;
      const { counts, refused } = await acceptTold({ orm, companyId, personHashKey, now: now() }, page.items);
      if (refused.length > 0) logger.warn({ connectionId, refused }, 'some of what a system told was refused');
      if (!(await asCompany((em) => keep(em, connectionId, page.cursor, counts, now())))) return { kind: 'stopped' };
      sum.pages += 1;
      sum.received += counts.received;
      sum.accepted += counts.accepted;
    }
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    const { fault, permanent, retryAfterMs } = error;
    await record(fault);
    if (permanent) return { kind: 'faulty', code: fault.code };
    throw ApplicationFailure.create({
      message: fault.code,
      type: vendorFailureType,
      ...(retryAfterMs === null ? {} : { nextRetryDelay: retryAfterMs }),
    });
  }
  await record(null);
  return { kind: 'polled', ...sum };
}

function isResting({ lastError, lastErrorAt, lastOkAt }: Connection, now: Date): boolean {
  if (!lastError || !lastErrorAt || !isPermanentFault(lastError.code)) return false;
  const isOver = lastOkAt && lastOkAt > lastErrorAt;
  return !isOver && now.getTime() - lastErrorAt.getTime() < restMs;
}

function opened({ connections: { secretKey } }: ActivityContext, row: Connection, vendor: AtsVendor) {
  try {
    return openConnection(row, vendor, secretKey);
  } catch {
    throw new VendorError('refused', 'the settings or secrets of the connection can not be read: save them again');
  }
}

/** False when the connection was paused or deleted meanwhile. */
async function keep(
  em: Em,
  id: string,
  cursor: Readonly<Record<string, unknown>>,
  counts: ToldCounts,
  at: Date,
): Promise<boolean> {
  const kept = await em.nativeUpdate(Connection, { id, state: 'active' }, { cursor });
  if (kept > 0) await recordRun(em, id, { counts, at });
  return kept > 0;
}
