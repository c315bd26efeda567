import { atsVendors } from '@goen/ats';
import { Connection, type Database, withCompany } from '@goen/case-store';
import type { ConnectionPollInput } from '@goen/contracts/workflow';
import { deletePollSchedule, savePollSchedule, type TemporalConnection } from '@goen/temporal-kit';

/** For settings that no longer parse: the polls run, and report the error on the connection. */
const fallbackMinutes = 60;

type Plan =
  | { readonly kind: 'none' | 'deleted' }
  | { readonly kind: 'polled'; readonly everyMinutes: number; readonly paused: boolean };

/**
 * Makes the Temporal Schedule of a polled connection match its current row. Reads the row again after each write until
 * it has not changed: of several writers, whichever writes last has seen the newest row. No transaction is open
 * meanwhile.
 */
export async function syncSchedule(
  orm: Database,
  client: TemporalConnection['client'],
  ids: ConnectionPollInput,
): Promise<void> {
  let plan = await readPlan(orm, ids);
  for (;;) {
    if (plan.kind === 'deleted') await deletePollSchedule(client, ids.connectionId);
    if (plan.kind === 'polled') await savePollSchedule(client, { ...ids, ...plan });
    const newest = await readPlan(orm, ids);
    if (JSON.stringify(newest) === JSON.stringify(plan)) return;
    plan = newest;
  }
}

function readPlan(orm: Database, { connectionId, companyId }: ConnectionPollInput): Promise<Plan> {
  return withCompany(orm, companyId, async (em) => {
    const connection = await em.findOne(Connection, { companyId, id: connectionId });
    const vendor = connection && atsVendors.get(connection.kind);
    if (!connection || !vendor?.poll) return { kind: 'none' };
    if (connection.state === 'deleted') return { kind: 'deleted' };
    const settings = vendor.settings.safeParse(connection.settings);
    const everyMinutes = settings.success ? vendor.poll.everyMinutes(settings.data) : fallbackMinutes;
    return { kind: 'polled', everyMinutes, paused: connection.state === 'paused' };
  });
}
