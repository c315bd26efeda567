import { setTimeout as wait } from 'node:timers/promises';
import type { MailProviderName } from '@goen/contracts/public';
import { pgArray } from '@goen/service-kit';
import type { Database } from '@goen/service-kit/database';
import type { MailProvider, RateLimiter } from '../providers/provider.ts';
import { cooldownAfterAnswerMs, planTurn, type TurnPlan } from './turn-plan.ts';

type LimitedProvider = Pick<MailProvider, 'name' | 'requestsPerSecond'>;

/** Permission for one request in `inMs`: `run` waits until then. A turn that is not used must be given back. */
export type Turn = { kind: 'turn'; inMs: number; run: RateLimiter; giveBack(): Promise<void> };
/** No turn was taken: the next one is `waitMs` away. */
export type Busy = { kind: 'busy'; waitMs: number };

const pollMs = 20;

/**
 * Takes the next turn for a request when it is not much more than `longestMs` away. Turns are kept in PostgreSQL, so
 * the limit holds over all instances, and neither a slow network nor a busy process makes the provider count one
 * request too many.
 */
export async function takeTurn(orm: Database, provider: LimitedProvider, longestMs: number): Promise<Turn | Busy> {
  const startedAtMs = Date.now();
  for (;;) {
    const { plan, nowMs } = await reserveTurn(orm, provider, longestMs);
    const inMs = Math.max(0, Math.ceil(plan.atMs - nowMs));
    if (plan.kind === 'reserved') return createTurn(orm, provider, plan, inMs);
    if (plan.isPaused || Date.now() - startedAtMs >= longestMs) return { kind: 'busy', waitMs: inMs };
    await wait(pollMs);
  }
}

/** How long a request that sends no mail waits for its turn. */
const longestQueryWaitMs = 10_000;

/** Runs requests that send no mail: they count against the same limit. */
export const createRateLimiter =
  (orm: Database, provider: LimitedProvider): RateLimiter =>
  async (request) => {
    const turn = await takeTurn(orm, provider, longestQueryWaitMs);
    if (turn.kind === 'busy') throw new Error('The provider takes no requests for a while.');
    return turn.run(request);
  };

/** The provider asked for a pause: it holds for every instance. */
export async function pauseProvider(orm: Database, provider: MailProviderName, pauseMs: number): Promise<void> {
  await orm.em
    .fork()
    .execute(`update rate_limit set next_at = greatest(next_at, clock_timestamp() + ?::interval) where provider = ?`, [
      `${pauseMs} milliseconds`,
      provider,
    ]);
}

type Row = { now_ms: number; next_ms: number; taken_until_ms: number[] };
type ReservedTurn = Extract<TurnPlan, { kind: 'reserved' }>;
const epochMs = (instant: string) => `(extract(epoch from ${instant}) * 1000)::float8`;

function reserveTurn(orm: Database, { name, requestsPerSecond }: LimitedProvider, longestMs: number) {
  return orm.em.fork().transactional(async (em): Promise<{ plan: TurnPlan; nowMs: number }> => {
    const read = () =>
      em.execute<Row[]>(
        `select ${epochMs('clock_timestamp()')} as now_ms, ${epochMs('next_at')} as next_ms, taken_until_ms
         from rate_limit where provider = ? for update`,
        [name],
      );
    let [row] = await read();
    if (!row) {
      await em.execute(
        'insert into rate_limit (provider, next_at) values (?, clock_timestamp()) on conflict do nothing',
        [name],
      );
      [row] = await read();
    }
    if (!row) throw new Error('The rate limit row disappeared.');
    const turns = { nowMs: row.now_ms, nextMs: row.next_ms, takenUntilMs: row.taken_until_ms };
    const plan = planTurn(turns, requestsPerSecond, longestMs);
    if (plan.kind === 'reserved') {
      await em.execute(
        'update rate_limit set next_at = to_timestamp(? / 1000.0), taken_until_ms = ?::float8[] where provider = ?',
        [plan.turns.nextMs, pgArray(plan.turns.takenUntilMs), name],
      );
    }
    return { plan, nowMs: row.now_ms };
  });
}

function createTurn(
  orm: Database,
  { name, requestsPerSecond }: LimitedProvider,
  reserved: ReservedTurn,
  inMs: number,
): Turn {
  const due = wait(inMs);
  return {
    kind: 'turn',
    inMs,
    async run(request) {
      await due;
      const startedAtMs = performance.now();
      try {
        return await request();
      } finally {
        const tookMs = performance.now() - startedAtMs;
        await releaseTurn(orm, name, reserved, cooldownAfterAnswerMs(requestsPerSecond, tookMs));
      }
    },
    giveBack: () => releaseTurn(orm, name, reserved, 0),
  };
}

/** A place that was reserved again after its lease expired stays taken. */
async function releaseTurn(
  orm: Database,
  name: MailProviderName,
  { place, turns }: ReservedTurn,
  cooldownMs: number,
): Promise<void> {
  await orm.em.fork().execute(
    `update rate_limit set taken_until_ms[?::int] = ${epochMs('clock_timestamp()')} + ?
     where provider = ? and taken_until_ms[?::int] = ?::float8`,
    [place + 1, cooldownMs, name, place + 1, turns.takenUntilMs[place]],
  );
}
