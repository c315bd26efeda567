import { type Database, type OutboxRow, withOutbox } from '@goen/case-store';

export type Claimed = {
  readonly id: string;
  readonly company_id: string;
  readonly case_id: string | null;
  readonly introduction_id: string | null;
  readonly import_id: string | null;
  readonly connection_id: string | null;
  readonly kind: OutboxRow['kind'];
  readonly wake_at: Date;
  readonly attempts: number;
};

/** A case that sleeps for longer than this is started without haste. */
const calmAfterMinutes = 10;
/** So many of these at a time. */
export const calmRows = 5;

/**
 * Claims rows that are due by moving their next attempt by `claimMs`: first all that wakes somebody, then the starts of
 * cases that wake soon, each up to `limit`; then a few starts of those that sleep for long, the soonest first.
 */
export function claimRows(orm: Database, limit: number, claimMs: number): Promise<Claimed[]> {
  return withOutbox(orm, (em) =>
    em.execute<Claimed[]>(
      `update outbox set attempts = attempts + 1, next_attempt_at = now() + make_interval(secs => ? / 1000.0)
       where id in (select id from outbox where kind <> 'start' and next_attempt_at <= now()
           order by next_attempt_at, id limit ? for update skip locked)
         or id in (select id from outbox where kind = 'start' and next_attempt_at <= now()
           and wake_at <= now() + make_interval(mins => ?) order by wake_at, id limit ? for update skip locked)
         or id in (select id from outbox where kind = 'start' and next_attempt_at <= now()
           and wake_at > now() + make_interval(mins => ?) order by wake_at, id limit ? for update skip locked)
       returning id, company_id, case_id, introduction_id, import_id, connection_id, kind, wake_at, attempts`,
      [claimMs, limit, calmAfterMinutes, limit, calmAfterMinutes, calmRows],
    ),
  );
}
