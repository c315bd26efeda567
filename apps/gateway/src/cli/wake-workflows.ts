import type { AdminContext } from './admin-context.ts';
import { wakeConnections } from './connections.ts';
import { wakeOpenCases } from './wake-cases.ts';

/** What a row of the outbox starts or wakes, beside cases and connections. Rows that wait already are left as they are. */
const others = {
  introductions: `insert into outbox (company_id, introduction_id, kind, wake_at)
    select company_id, id, 'introduction', now() from introduction i
    where state <> 'closed' and not exists (select from outbox o where o.introduction_id = i.id) returning id`,
  re_invitations: `insert into outbox (company_id, re_invitation_id, kind, wake_at)
    select company_id, id, 're_invitation', now() from re_invitation r
    where state <> 'closed' and not exists (select from outbox o where o.re_invitation_id = r.id) returning id`,
  imports: `insert into outbox (company_id, import_id, kind, wake_at)
    select company_id, id, 'import', now() from file_import f
    where ended_at is null and not exists (select from outbox o where o.import_id = f.id) returning id`,
};

/**
 * Gives everything that is not over its workflow or Schedule, and makes those that have one decide again: for a Temporal
 * that is new, or older than the databases. The relay's and the retention's Schedules are made by workers as they start.
 */
export async function wakeWorkflows(admin: AdminContext): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {
    cases: await wakeOpenCases(admin),
    connections: await wakeConnections(admin),
  };
  for (const [name, sql] of Object.entries(others)) {
    counts[name] = (await admin.orm.em.fork().execute<unknown[]>(sql)).length;
  }
  return counts;
}
