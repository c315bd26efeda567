import { atsVendors } from '@goen/ats';
import { type Connection, openConnection, recordRun, withCompany } from '@goen/case-store';
import { connectionTokens } from '@goen/case-store/sync';
import type { VendorFault } from '@goen/contracts/public';
import { crmAdapters } from '@goen/crm';
import { VendorError } from '@goen/service-kit';
import { openSender } from '@goen/service-kit/outbound';
import { ZodError } from 'zod';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { findConnection } from './find-connection.ts';

const sendTimeoutMs = 15_000;

/** Makes a harmless call to the system with the stored secrets. Files and hooks cannot be called: they are always ok. */
export async function testConnection(
  context: GatewayContext,
  companyId: string,
  id: string,
): Promise<{ ok: boolean; fault: VendorFault | null }> {
  const { orm, now } = context;
  const connection = await withCompany(orm, companyId, (em) => findConnection(em, companyId, id));
  if (!atsVendors.get(connection.kind)?.test && !crmAdapters.has(connection.kind)) return { ok: true, fault: null };
  const fault = await callVendors(context, connection);
  await withCompany(orm, companyId, (em) => recordRun(em, id, { fault, at: now() }));
  return { ok: fault === null, fault };
}

/** Its kind has changed since the connection was saved, or its secrets were deleted. */
const misfit: VendorFault = {
  code: 'refused',
  detail: 'the settings or secrets of the connection cannot be read: save them again',
};

async function callVendors(
  { orm, connections, webhooks, now }: GatewayContext,
  connection: Connection,
): Promise<VendorFault | null> {
  const { addresses, secretKey: key } = connections;
  const { kind, companyId, id: connectionId } = connection;
  const [ats, crm] = [atsVendors.get(kind), crmAdapters.get(kind)];
  const sender = openSender(webhooks, sendTimeoutMs);
  try {
    if (ats?.test) await ats.test(openConnection(connection, ats, key), { addresses, now });
    if (crm) {
      const tokens = connectionTokens(orm, { companyId, connectionId }, { key, now });
      await crm.test(openConnection(connection, crm, key), { addresses, now, tokens, send: sender.send });
    }
    return null;
  } catch (error) {
    if (error instanceof VendorError) return error.fault;
    if (error instanceof ZodError) return misfit;
    throw error;
  } finally {
    await sender.close();
  }
}
