import type { AtsVendor, HookRequest } from '@goen/ats';
import { Connection, openConnection, recordRun, withCompany, withHookConnection } from '@goen/case-store';
import { recordSelection } from '@goen/cases';
import { HttpProblem, type SealKeys } from '@goen/service-kit';
import { count } from '@goen/service-kit/telemetry';
import { ZodError } from 'zod';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { isCompanySuspended } from '../../services/are-mails-paused.ts';
import { findHookVendor, isDiscarded, processHookDelivery } from './process-delivery.ts';
import { recordDelivery, recordDiscarded } from './record-delivery.ts';

/**
 * Verifies a webhook on its raw body, records it, then processes it; returns once everything is committed. Throws
 * `not_found` or `bad_signature` before anything is stored. A repeat is only counted; a paused connection
 * and a suspended company only record.
 */
export async function receiveHookDelivery(
  context: GatewayContext,
  connectionId: string,
  request: HookRequest,
): Promise<void> {
  const { orm, connections, personHashKey } = context;
  const connection = await withHookConnection(orm, connectionId, (em) =>
    em.findOne(Connection, { id: connectionId, state: { $ne: 'deleted' } }),
  );
  const vendor = connection && findHookVendor(connection);
  if (!connection || !vendor) throw new HttpProblem('not_found');
  const now = context.now();
  const opened = openIfComplete(connection, vendor, connections.secretKey);
  if (opened === null) {
    const detail = `The connection lacks valid secrets or settings. Set them with PATCH /v1/connections/${connectionId}.`;
    await recordRefusal(context, connection, detail, now);
    countDelivery(connectionId, 'bad_signature');
    throw new HttpProblem('bad_signature');
  }
  if (!(await vendor.hook.verify(opened, request, now))) {
    const detail = 'A webhook had a wrong signature or secret. Compare the secrets on both sides.';
    await recordRefusal(context, connection, detail, now);
    countDelivery(connectionId, 'bad_signature');
    throw new HttpProblem('bad_signature');
  }
  const { companyId } = connection;
  const recorded = { companyId, connectionId, deliveryId: vendor.hook.deliveryId(request) };
  const items = await vendor.hook.read(opened, request, now);
  if (isDiscarded(items)) {
    const selection = await vendor.hook.readSelection?.(opened, request, now);
    const source = { companyId, connectionId };
    await withCompany(orm, companyId, async (em) => {
      await recordDiscarded(em, recorded, items, now);
      // A paused connection learns nothing, and nothing of this is kept to learn it later.
      if (selection && connection.state !== 'paused') await recordSelection(em, source, selection, { seenAt: now });
      await recordRun(em, connectionId, { counts: { received: 1, accepted: 0, known: 0, refused: 0 }, at: now });
    });
    countDelivery(connectionId, 'discarded');
    return;
  }
  const delivery = await withCompany(orm, companyId, async (em) => {
    const row = await recordDelivery(em, recorded, request, { ...connections, personHashKey }, now);
    if (connection.state === 'paused' && row.state === 'received') row.state = 'held';
    // The job that retries interrupted deliveries processes it once the company is resumed.
    return { row, isSuspended: await isCompanySuspended(em, companyId) };
  });
  if (delivery.row.state !== 'received' || delivery.isSuspended) {
    countDelivery(connectionId, delivery.row.state === 'held' ? 'held' : 'repeated');
    return;
  }
  const processed = await processHookDelivery(context, connection, delivery.row).catch((error: unknown) => {
    countDelivery(connectionId, 'failed');
    throw error;
  });
  countDelivery(connectionId, processed?.state ?? 'erased');
}

const countDelivery = (connection: string, outcome: string) =>
  count('goen_hook_deliveries_total', { connection, outcome });

/** Null when the stored secrets or settings do not fit the kind of the connection: nothing can be verified then. */
function openIfComplete(connection: Connection, vendor: AtsVendor, key: SealKeys) {
  try {
    return openConnection(connection, vendor, key);
  } catch (error) {
    if (error instanceof ZodError) return null;
    throw error;
  }
}

const dayMs = 24 * 60 * 60_000;
/** Anybody can post to the URL of a connection: a stranger costs one write in this time. */
const quietMs = 60_000;

/** Shown as the error of a connection that accepted nothing for a day: then the secrets differ, and it is no stranger. */
async function recordRefusal({ orm }: GatewayContext, connection: Connection, detail: string, now: Date) {
  const { companyId, id, lastOkAt, lastErrorAt } = connection;
  const isYoungerThan = (time: Date | null | undefined, ms: number) => time && now.getTime() - time.getTime() < ms;
  if (isYoungerThan(lastOkAt, dayMs) || isYoungerThan(lastErrorAt, quietMs)) return;
  await withCompany(orm, companyId, (em) => recordRun(em, id, { fault: { code: 'unauthorized', detail }, at: now }));
}
