import { setTimeout as wait } from 'node:timers/promises';
import type { MailProviderName } from '@goen/contracts';
import type { Database } from '@goen/service-kit/database';
import type { MailProvider, TakeTurn } from '../providers/provider.ts';

/** Requests leave a little slower than the limit, so that an uneven network still shows no window too many of them. */
const margin = 1.02;

/** `wait`: the request may leave after so long. `busy`: nothing was taken, the next moment is too far away. */
export type Reserved = { kind: 'wait' | 'busy'; ms: number };

/**
 * A token bucket that holds one token, in PostgreSQL: requests of all instances are spaced evenly. Takes the next free
 * moment when it is not more than `longestMs` away.
 */
export async function reserveRequest(
  orm: Database,
  { name, requestsPerSecond }: Pick<MailProvider, 'name' | 'requestsPerSecond'>,
  longestMs: number,
): Promise<Reserved> {
  const em = orm.em.fork();
  const spacing = `${margin / requestsPerSecond} seconds`;
  const [taken] = await em.execute<{ ms: string }[]>(
    `insert into rate_limit as r (provider, next_at) values (?, clock_timestamp() + ?::interval)
     on conflict (provider) do update set next_at = greatest(r.next_at, clock_timestamp()) + ?::interval
       where r.next_at <= clock_timestamp() + ?::interval
     returning extract(epoch from next_at - ?::interval - clock_timestamp()) * 1000 as ms`,
    [name, spacing, spacing, `${longestMs} milliseconds`, spacing],
  );
  if (taken) return { kind: 'wait', ms: Math.max(0, Math.ceil(Number(taken.ms))) };
  const [next] = await em.execute<{ ms: string }[]>(
    'select extract(epoch from next_at - clock_timestamp()) * 1000 as ms from rate_limit where provider = ?',
    [name],
  );
  return { kind: 'busy', ms: Math.max(longestMs, Math.ceil(Number(next?.ms ?? 0))) };
}

/** A question beside the sends waits no longer than this. */
const longestTurnMs = 10_000;

/** The turns of requests that send nothing: they count against the same limit. */
export const turnsOf =
  (orm: Database, provider: Pick<MailProvider, 'name' | 'requestsPerSecond'>): TakeTurn =>
  async () => {
    const reserved = await reserveRequest(orm, provider, longestTurnMs);
    if (reserved.kind === 'busy') throw new Error('The provider takes no request for long.');
    await wait(reserved.ms);
  };

/** The provider asked for a pause: it holds for every instance. */
export async function postponeRequests(orm: Database, provider: MailProviderName, pauseMs: number): Promise<void> {
  await orm.em
    .fork()
    .execute(`update rate_limit set next_at = greatest(next_at, clock_timestamp() + ?::interval) where provider = ?`, [
      `${pauseMs} milliseconds`,
      provider,
    ]);
}
