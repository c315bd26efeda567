import { type Database, type OutboxRow, withOutbox } from '@goen/case-store';
import { pgArray } from '@goen/service-kit';
import { roundedNow } from '@goen/service-kit/database';

export type ClaimedRow = {
  readonly id: string;
  readonly company_id: string;
  readonly case_id: string | null;
  readonly introduction_id: string | null;
  readonly re_invitation_id: string | null;
  readonly import_id: string | null;
  readonly connection_id: string | null;
  readonly kind: OutboxRow['kind'];
  readonly wake_at: Date;
  readonly stage: OutboxRow['stage'];
  readonly next_step: OutboxRow['nextStep'];
  readonly attempts: number;
  readonly lane: 'urgent' | 'background';
};

export type Exchange = {
  /** Rows that Temporal has received, and rows that it has not. */
  readonly dispatched?: readonly string[];
  readonly failed?: readonly string[];
  /** How many rows to claim at most: in all, and of the background. */
  readonly places: number;
  readonly background: number;
  /** For how long no one else claims a claimed row. */
  readonly claimMs: number;
};

/** The start of a case that sleeps for longer than this is not urgent. */
const urgentWithinMinutes = 10;
const firstBackoffMs = 500;
const maxBackoffMs = 60_000;

/**
 * Deletes dispatched rows, moves failed ones back (exponentially, with no limit of attempts), and claims due rows, all in
 * one statement. First nudges and other wake-ups, then starts of cases that wake soon; in the places left, up to
 * `background` starts of cases that sleep for long and wake-ups that an operator asked for.
 */
export function exchangeOutboxRows(orm: Database, exchange: Exchange): Promise<ClaimedRow[]> {
  const { dispatched = [], failed = [], places, background, claimMs } = exchange;
  const lists = [pgArray(dispatched), pgArray(failed)];
  const settled = pgArray([...dispatched, ...failed]);
  const lanes = [places, places, background].map((limit) => [settled, limit]);
  return withOutbox(orm, (em) =>
    em.execute<ClaimedRow[]>(exchangeSql, [...lists, ...lanes.flat(), places, background, claimMs]),
  );
}

const isDue = `next_attempt_at <= ${roundedNow} and id <> all(?::bigint[])`;
const isSoon = `wake_at <= now() + interval '${urgentWithinMinutes} minutes'`;
const backoff = `least(${firstBackoffMs} * power(2, least(attempts - 1, 20)), ${maxBackoffMs})`;

/** One CTE per lane, so that each is read in the order of its partial index. */
const exchangeSql = `
  with deleted as (delete from outbox where id = any(?::bigint[])),
    backed_off as (
      update outbox set next_attempt_at = now() + make_interval(secs => ${backoff} / 1000.0)
      where id = any(?::bigint[])),
    nudges as (select id, wake_at from outbox where kind <> 'start' and not background and ${isDue}
      order by next_attempt_at, id limit ? for update skip locked),
    soon as (select id, wake_at from outbox where kind = 'start' and ${isSoon} and ${isDue}
      order by wake_at, id limit ? for update skip locked),
    sleepers as (select id, wake_at from outbox
      where (background or kind = 'start') and (background or not (${isSoon})) and ${isDue}
      order by next_attempt_at, id limit ? for update skip locked),
    lanes as (
      select id, wake_at, 1 as lane, false as background from nudges
      union all select id, wake_at, 2, false from soon
      union all select id, wake_at, 3, true from sleepers),
    ranked as (
      select id, background, row_number() over (order by lane, wake_at, id) as place,
        row_number() over (partition by background order by lane, wake_at, id) as place_in_half
      from lanes),
    chosen as (select id from ranked where place <= ? and (not background or place_in_half <= ?))
  update outbox set attempts = attempts + 1, next_attempt_at = now() + make_interval(secs => ? / 1000.0)
  where id = any(array(select id from chosen))
  returning id, company_id, case_id, introduction_id, re_invitation_id, import_id, connection_id, kind, wake_at, stage, next_step,
    attempts,
    case when background or kind = 'start' and not (${isSoon}) then 'background' else 'urgent' end as lane`;
