import { atsVendors } from '@goen/ats';
import { openConnection, recordRun, withCompany } from '@goen/case-store';
import { connectionTokens } from '@goen/case-store/sync';
import type { VendorFault } from '@goen/contracts/public';
import { crmAdapters } from '@goen/crm';
import { VendorError } from '@goen/service-kit';
import { openSender } from '@goen/service-kit/outbound';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { findConnection } from './save-connection.ts';

const sendTimeoutMs = 15_000;

/** Asks the system something harmless with what is set. Ok, too, for one that can't be asked: a file, a webhook. */
export async function testConnection(
  { orm, connections, webhooks, now }: GatewayContext,
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
    const { addresses, secretKey: key } = connections;
    const context = { addresses, now };
    const [vendor, adapter] = [atsVendors.get(asked.kind), crmAdapters.get(asked.kind)];
    if (vendor?.test) await vendor.test(openConnection(asked, vendor, key), context);
    if (adapter) {
      const sender = openSender(webhooks, sendTimeoutMs);
      const tokens = connectionTokens(orm, { companyId, connectionId: id }, { key, now });
      try {
        await adapter.test(openConnection(asked, adapter, key), { ...context, tokens, send: sender.send });
      } finally {
        await sender.close();
      }
    }
    return vendor?.test || adapter ? null : undefined;
  }
}
