import { atsVendors } from '@goen/ats';
import { Connection, type Database, withCompany } from '@goen/case-store';
import type { ConnectionPollInput } from '@goen/contracts/workflow';
import { deletePollSchedule, savePollSchedule, type TemporalConnection } from '@goen/temporal-kit';

/** For settings that no longer parse: the polls run, and report the error on the connection. */
const fallbackMinutes = 60;

/** Makes the Temporal Schedule of a polled connection match its current row. */
export async function syncSchedule(
  orm: Database,
  client: TemporalConnection['client'],
  { connectionId, companyId }: ConnectionPollInput,
): Promise<void> {
  await withCompany(orm, companyId, async (em) => {
    // The lock covers read and write, so that the last write comes from the newest row.
    await em.execute(`select pg_advisory_xact_lock(hashtextextended('polls:' || ?, 0))`, [connectionId]);
    const connection = await em.findOne(Connection, { companyId, id: connectionId });
    const vendor = connection && atsVendors.get(connection.kind);
    if (!connection || !vendor?.poll) return;
    if (connection.state === 'deleted') return deletePollSchedule(client, connectionId);
    const settings = vendor.settings.safeParse(connection.settings);
    const everyMinutes = settings.success ? vendor.poll.everyMinutes(settings.data) : fallbackMinutes;
    await savePollSchedule(client, { connectionId, companyId, everyMinutes, paused: connection.state === 'paused' });
  });
}
