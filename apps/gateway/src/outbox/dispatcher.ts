import { type Database, OutboxRow, withOutbox } from '@goen/case-store';
import { type Logger, pgArray, repeat } from '@goen/service-kit';
import type { TemporalConnection } from '@goen/temporal-kit';
import { backgroundRows, type ClaimedRow, claimOutboxRows } from './claim-outbox-rows.ts';
import { listenForOutboxRows } from './listen.ts';
import { notifyTemporal } from './notify-temporal.ts';

export type DispatcherOptions = {
  readonly orm: Database;
  /** The same role as `orm`; LISTEN needs a connection of its own. */
  readonly databaseUrl: string;
  readonly temporal: TemporalConnection;
  readonly logger: Logger;
  /** Rows of one urgency that are dispatched concurrently. */
  readonly inFlight: number;
  /** The longest that a row waits when its NOTIFY is lost. */
  readonly pollMs?: number;
};

const defaultPollMs = 2_000;
/** Pause between two rounds of starts that are not urgent. */
const backgroundPauseMs = 100;
/** The client itself would retry for longer than a shutdown may take. */
const callTimeoutMs = 5_000;
/** Longer than a call takes, and short enough that the rows of a crashed gateway are soon due again. */
const claimMs = 2 * callTimeoutMs;
const firstBackoffMs = 500;
const maxBackoffMs = 60_000;

/**
 * Notifies Temporal of every outbox row: wake-ups and cases that wake soon first, other starts slowly. Failed rows are
 * retried with exponential backoff and no limit. Several gateways share the work.
 */
export function startDispatcher(options: DispatcherOptions): { stop(): Promise<void> } {
  const { logger, inFlight, pollMs = defaultPollMs } = options;
  const round = async () => {
    const claimed = await dispatchOnce(options);
    if (claimed >= inFlight) return { pauseMs: 0 };
    return { pauseMs: claimed >= backgroundRows ? backgroundPauseMs : pollMs };
  };
  const rounds = repeat(round, pollMs, (error) => logger.error({ err: error }, 'Failed to read the outbox'));
  const stopping = new AbortController();
  const listening = listenForOutboxRows(options, rounds.wake, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await rounds.stop();
      await listening;
    },
  };
}

/** One round: claims due rows, notifies Temporal, and deletes the rows that succeeded. Returns the number claimed. */
export async function dispatchOnce(options: DispatcherOptions): Promise<number> {
  const { orm } = options;
  const rows = await claimOutboxRows(orm, options.inFlight, claimMs);
  const dispatched: number[] = [];
  const failed: number[] = [];
  await Promise.all(
    rows.map(async (row) => ((await dispatchRow(options, row)) ? dispatched : failed).push(Number(row.id))),
  );
  if (dispatched.length > 0) await withOutbox(orm, (em) => em.nativeDelete(OutboxRow, { id: { $in: dispatched } }));
  if (failed.length > 0) await backOff(orm, failed);
  return rows.length;
}

async function dispatchRow({ orm, temporal, logger }: DispatcherOptions, row: ClaimedRow): Promise<boolean> {
  try {
    await temporal.client.withDeadline(Date.now() + callTimeoutMs, () => notifyTemporal(orm, temporal.client, row));
    return true;
  } catch (error) {
    const { kind, attempts } = row;
    const [caseId, introductionId] = [row.case_id, row.introduction_id];
    const [importId, connectionId] = [row.import_id, row.connection_id];
    logger.warn(
      { err: error, kind, caseId, introductionId, importId, connectionId, attempts },
      'Failed to notify Temporal; will retry',
    );
    return false;
  }
}

async function backOff(orm: Database, ids: readonly number[]): Promise<void> {
  await withOutbox(orm, (em) =>
    em.execute(
      `update outbox set
         next_attempt_at = now() + make_interval(secs => least(? * power(2, least(attempts - 1, 20)), ?) / 1000.0)
       where id = any(?::bigint[])`,
      [firstBackoffMs, maxBackoffMs, pgArray(ids)],
    ),
  );
}
