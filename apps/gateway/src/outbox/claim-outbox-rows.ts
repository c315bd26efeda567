import { type Database, type OutboxRow, withOutbox } from '@goen/case-store';
import { roundedNow } from '@goen/service-kit/database';

export type ClaimedRow = {
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

/** The start of a case that sleeps for longer than this is not urgent. */
const urgentWithinMinutes = 10;
/** How many starts that are not urgent are claimed at once. */
export const backgroundRows = 5;

/**
 * Claims due rows by moving their next attempt by `claimMs`: up to `limit` nudges and other wake-ups, up to `limit`
 * starts of cases that wake soon, and a few starts of cases that sleep for long, soonest wake-up first.
 */
export function claimOutboxRows(orm: Database, limit: number, claimMs: number): Promise<ClaimedRow[]> {
  return withOutbox(orm, (em) =>
    em.execute<ClaimedRow[]>(
      `update outbox set attempts = attempts + 1, next_attempt_at = now() + make_interval(secs => ? / 1000.0)
       where id in (select id from outbox where kind <> 'start' and next_attempt_at <= ${roundedNow}
           order by next_attempt_at, id limit ? for update skip locked)
         or id in (select id from outbox where kind = 'start' and next_attempt_at <= ${roundedNow}
           and wake_at <= now() + make_interval(mins => ?) order by wake_at, id limit ? for update skip locked)
         or id in (select id from outbox where kind = 'start' and next_attempt_at <= ${roundedNow}
           and wake_at > now() + make_interval(mins => ?) order by wake_at, id limit ? for update skip locked)
       returning id, company_id, case_id, introduction_id, import_id, connection_id, kind, wake_at, attempts`,
      [claimMs, limit, urgentWithinMinutes, limit, urgentWithinMinutes, backgroundRows],
    ),
  );
}
