import { waitingReasons } from '@goen/contracts/public';
import type { Database } from '@goen/service-kit/database';
import { addGauges, type GaugeReading } from '@goen/service-kit/telemetry';

const everyMs = 15_000;

type Row = {
  readonly reasons: Readonly<Record<string, number>>;
  readonly oldest: number;
  readonly paused: Readonly<Record<string, number>>;
  readonly notices: number;
};

const seconds = (interval: string) => `greatest(0, coalesce(extract(epoch from ${interval}), 0))::float8`;
/** Each by an index that holds only what waits; `rate_limit` has a row per provider. */
const sql = `select
  (select coalesce(jsonb_object_agg(waiting_reason, mails), '{}') from (
    select waiting_reason, count(*)::int as mails from message
    where state = 'queued' and waiting_reason is not null group by waiting_reason) waiting) as reasons,
  (select ${seconds('now() - min(waiting_since)')} from message
    where state = 'queued' and waiting_reason is not null) as oldest,
  (select coalesce(jsonb_object_agg(provider, ${seconds('next_at - now()')}), '{}') from rate_limit) as paused,
  (select ${seconds(`now() - coalesce((select occurred_at from case_notice where next_try_at is not null
    order by next_try_at limit 1), now())`)}) as notices`;

/** What waits in the database, for all instances of the service. Returns what ends it. */
export function addMailGauges(orm: Database): () => void {
  return addGauges({
    name: 'mails',
    everyMs,
    async read(): Promise<GaugeReading[]> {
      const [row] = await orm.em.fork().execute<Row[]>(sql);
      if (row === undefined) return [];
      return [
        ...waitingReasons.map(
          (reason): GaugeReading => ({
            name: 'goen_mails_waiting',
            value: row.reasons[reason] ?? 0,
            labels: { reason },
          }),
        ),
        { name: 'goen_mail_oldest_waiting_seconds', value: row.oldest },
        ...Object.entries(row.paused).map(
          ([provider, value]): GaugeReading => ({
            name: 'goen_mail_provider_paused_seconds',
            value,
            labels: { provider },
          }),
        ),
        { name: 'goen_mail_notices_oldest_seconds', value: row.notices },
      ];
    },
  });
}
