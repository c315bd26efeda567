import { randomUUID } from 'node:crypto';
import { Connection } from '@goen/case-store';
import { openSyncTarget } from '@goen/case-store/sync';
import { crmAdapters } from '@goen/crm';
import { type AdminContext, findCompany } from './admin-context.ts';

/** Creates a company's connection to an ATS or CRM; an ATS puts its ID into `source.connection_id`. */
export async function createConnection(
  { orm }: AdminContext,
  { company, kind, name }: { company: string; kind: string; name: string },
): Promise<{ id: string }> {
  return orm.em.fork().transactional(async (em) => {
    const { id: companyId } = await findCompany(em, company);
    const id = randomUUID();
    await em.insert(Connection, { id, companyId, kind, name, createdAt: new Date() });
    const adapter = crmAdapters.get(kind);
    if (adapter) await openSyncTarget(em, { id, companyId }, adapter.reach);
    return { id };
  });
}

/** Enqueues every connection, so that missing Temporal Schedules are created again. Returns how many. */
export const wakeConnections = ({ orm }: AdminContext): Promise<number> =>
  orm.em.fork().transactional(async (em) => {
    const rows = await em.execute<unknown[]>(
      `insert into outbox (company_id, connection_id, kind, wake_at, next_attempt_at, created_at)
       select company_id, id, 'connection', now(), now(), now() from connection where state <> 'deleted' returning id`,
    );
    return rows.length;
  });
