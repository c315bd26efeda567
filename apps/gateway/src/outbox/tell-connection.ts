import { atsVendors } from '@goen/ats';
import { Connection, type Database, withCompany } from '@goen/case-store';
import type { ConnectionPollInput } from '@goen/contracts/workflow';
import { dropPollSchedule, keepPollSchedule, type TemporalConnection } from '@goen/temporal-kit';

/** Settings that are not read any more are told by the poll, on the connection: it is to run now and then. */
const defaultEveryMinutes = 60;

/** Makes the Schedule of a connection that is polled be as its row says now. */
export async function tellConnection(
  orm: Database,
  client: TemporalConnection['client'],
  { connectionId, companyId }: ConnectionPollInput,
): Promise<void> {
  await withCompany(orm, companyId, async (em) => {
    // Whoever tells last has read last.
    await em.execute(`select pg_advisory_xact_lock(hashtextextended('polls:' || ?, 0))`, [connectionId]);
    const row = await em.findOne(Connection, { companyId, id: connectionId });
    const vendor = row && atsVendors.get(row.kind);
    if (!row || !vendor?.poll) return;
    if (row.state === 'deleted') return dropPollSchedule(client, connectionId);
    const settings = vendor.settings.safeParse(row.settings);
    const everyMinutes = settings.success ? vendor.poll.everyMinutes(settings.data) : defaultEveryMinutes;
    await keepPollSchedule(client, { connectionId, companyId, everyMinutes, paused: row.state === 'paused' });
  });
}
