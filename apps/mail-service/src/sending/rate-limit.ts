import type { MailProviderName } from '@goen/contracts';
import type { Database } from '@goen/service-kit/database';

/** Requests leave a little slower than the limit, so that an uneven network still shows no window too many of them. */
const margin = 1.02;

/**
 * A token bucket that holds one token, in PostgreSQL: requests of all instances are spaced evenly. Takes the next free
 * moment and returns how many milliseconds it is away.
 */
export async function reserveRequest(
  orm: Database,
  provider: MailProviderName,
  requestsPerSecond: number,
): Promise<number> {
  const spacing = `${margin / requestsPerSecond} seconds`;
  const [row] = await orm.em.fork().execute<{ wait_ms: string }[]>(
    `insert into rate_limit as r (provider, next_at) values (?, clock_timestamp() + ?::interval)
     on conflict (provider) do update set next_at = greatest(r.next_at, clock_timestamp()) + ?::interval
     returning extract(epoch from next_at - ?::interval - clock_timestamp()) * 1000 as wait_ms`,
    [provider, spacing, spacing, spacing],
  );
  return Math.max(0, Math.ceil(Number(row?.wait_ms ?? 0)));
}

/** The provider asked for a pause: it holds for every instance. */
export async function postponeRequests(orm: Database, provider: MailProviderName, pauseMs: number): Promise<void> {
  await orm.em
    .fork()
    .execute(`update rate_limit set next_at = greatest(next_at, clock_timestamp() + ?::interval) where provider = ?`, [
      `${pauseMs} milliseconds`,
      provider,
    ]);
}
