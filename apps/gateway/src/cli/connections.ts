import { randomUUID } from 'node:crypto';
import { Connection } from '@goen/case-store';
import { openSyncTarget } from '@goen/case-store/sync';
import { crmAdapters } from '@goen/crm';
import { type AdminContext, companyBySlug } from './admin-context.ts';

/** Creates a connection of a company to an ATS; its id goes into `source.connection_id`. */
export async function createConnection(
  { orm }: AdminContext,
  given: { company: string; kind: string; name: string },
): Promise<{ id: string }> {
  return orm.em.fork().transactional(async (em) => {
    const { id: companyId } = await companyBySlug(em, given.company);
    const id = randomUUID();
    await em.insert(Connection, { id, companyId, kind: given.kind, name: given.name, createdAt: new Date() });
    const adapter = crmAdapters.get(given.kind);
    if (adapter) await openSyncTarget(em, { id, companyId }, adapter.reach);
    return { id };
  });
}

/** Has Temporal told of every connection again: its Schedules are made anew where they are missing. Answers how many. */
export const wakeConnections = ({ orm }: AdminContext): Promise<number> =>
  orm.em.fork().transactional(async (em) => {
    const woken = await em.execute<unknown[]>(
      `insert into outbox (company_id, connection_id, kind, wake_at, next_attempt_at, created_at)
       select company_id, id, 'connection', now(), now(), now() from connection where state <> 'deleted' returning id`,
    );
    return woken.length;
  });
