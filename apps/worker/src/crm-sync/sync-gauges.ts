import type { Database } from '@goen/case-store';
import { withSync } from '@goen/case-store/sync';
import { roundedNow } from '@goen/service-kit/database';
import { addGauges } from '@goen/service-kit/telemetry';

const everyMs = 15_000;
type Row = { readonly connection: string; readonly oldest: number };

/** One probe of the index of due records per connection; the 100 connections whose candidates wait longest. */
const sql = `select t.connection_id as connection, extract(epoch from now() - due.due_at)::float8 as oldest
  from sync_target t cross join lateral (
    select due_at from sync_record r where r.connection_id = t.connection_id and r.due_at <= ${roundedNow}
    order by due_at limit 1) due
  where not t.paused order by due.due_at limit 100`;

/** For how long candidates wait for their CRM. Returns what ends it. */
export const addSyncGauges = (orm: Database): (() => void) =>
  addGauges({
    name: 'crm_sync',
    everyMs,
    read: async () => {
      const rows = await withSync(orm, (em) => em.execute<Row[]>(sql));
      return rows.map(({ connection, oldest }) => ({
        name: 'goen_crm_sync_oldest_seconds' as const,
        value: oldest,
        labels: { connection },
      }));
    },
  });
