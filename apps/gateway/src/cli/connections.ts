import { randomUUID } from 'node:crypto';
import { atsVendors } from '@goen/ats';
import { Connection } from '@goen/case-store';
import { openSyncTarget } from '@goen/case-store/sync';
import { recordAudit } from '@goen/cases';
import { maxConnections, newConnection } from '@goen/contracts/public';
import { crmAdapters } from '@goen/crm';
import { type AdminContext, findCompany } from './admin-context.ts';
import { AdminError, parseInput } from './admin-error.ts';

/** Creates a company's connection of a kind that needs no secrets; an ATS puts its ID into `source.connection_id`. */
export async function createConnection(
  { orm, actor }: AdminContext,
  input: { company: string; kind: string; name: string },
): Promise<{ id: string }> {
  const { company, ...given } = input;
  const { kind, name } = parseInput(newConnection.pick({ kind: true, name: true }), given);
  assertComplete(kind);
  return orm.em.fork().transactional(async (em) => {
    const { id: companyId } = await findCompany(em, company);
    const open = await em.count(Connection, { companyId, state: { $ne: 'deleted' } });
    if (open >= maxConnections) throw new AdminError(`A company has at most ${maxConnections} connections.`);
    const id = randomUUID();
    await em.insert(Connection, { id, companyId, kind, name, createdAt: new Date() });
    const subject = { type: 'connection', id };
    await recordAudit(em, { companyId, actor, action: 'connection.created', subject, data: { kind } });
    const adapter = crmAdapters.get(kind);
    if (adapter) await openSyncTarget(em, { id, companyId }, adapter.reach);
    return { id };
  });
}

/** A connection that waits for secrets or settings would only fail. Secrets are never options: shells remember these. */
function assertComplete(kind: string): void {
  const known = atsVendors.get(kind) ?? crmAdapters.get(kind);
  const kinds = new Set([...atsVendors.keys(), ...crmAdapters.keys()]);
  if (!known) throw new AdminError(`kind: the kinds are ${[...kinds].join(', ')}`);
  if (known.secrets.safeParse({}).success && known.settings.safeParse({}).success) return;
  throw new AdminError(`kind: ${kind} needs secrets or settings; create it with POST /v1/connections of the API.`);
}

/** Enqueues every connection, so that missing Temporal Schedules are created again. Returns how many. */
export const wakeConnections = ({ orm }: AdminContext): Promise<number> =>
  orm.em.fork().transactional(async (em) => {
    const rows = await em.execute<unknown[]>(
      `insert into outbox (company_id, connection_id, kind, wake_at)
       select company_id, id, 'connection', now() from connection where state <> 'deleted' returning id`,
    );
    return rows.length;
  });
