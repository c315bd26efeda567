import { atsVendors } from '@goen/ats';
import { openConnection, recordRun, withCompany } from '@goen/case-store';
import type { VendorFault } from '@goen/contracts';
import { sinks } from '@goen/crm';
import { VendorError } from '@goen/service-kit';
import type { GatewayContext } from '../gateway-app.ts';
import { findConnection } from './save-connection.ts';

/** Asks the system something harmless with what is set. Ok, too, for one that can't be asked: a file, a webhook. */
export async function testConnection(
  { orm, connections, now }: GatewayContext,
  companyId: string,
  id: string,
): Promise<{ ok: boolean; fault: VendorFault | null }> {
  const row = await withCompany(orm, companyId, (em) => findConnection(em, companyId, id));
  const fault = await ask(row).catch((error: unknown) => {
    if (error instanceof VendorError) return error.fault;
    throw error;
  });
  if (fault !== undefined) await withCompany(orm, companyId, (em) => recordRun(em, id, { fault, at: now() }));
  return { ok: !fault, fault: fault ?? null };

  /** Undefined when there is nobody to ask. */
  async function ask(asked: typeof row): Promise<null | undefined> {
    const context = { addresses: connections.addresses, now };
    const [vendor, sink] = [atsVendors.get(asked.kind), sinks.get(asked.kind)];
    if (vendor?.test) await vendor.test(openConnection(asked, vendor, connections.secretKey), context);
    if (sink) await sink.test(openConnection(asked, sink, connections.secretKey), { ...context, tokens: freshTokens });
    return vendor?.test || sink ? null : undefined;
  }
}

/** A test asks for a token of its own: it is to show that one is given. */
const freshTokens = {
  get: async (refresh: () => Promise<{ token: string }>) => (await refresh()).token,
  drop: () => Promise.resolve(),
};
