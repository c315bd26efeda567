import type { Database } from '@goen/case-store';
import { type Logger, passCrashPoint, repeat } from '@goen/service-kit';
import { isTemporalOverloaded, type TemporalConnection } from '@goen/temporal-kit';
import { listenTo } from '../services/listen.ts';
import { AdaptiveLimit } from './adaptive-limit.ts';
import { CaseBacklog } from './case-backlog.ts';
import { type ClaimedRow, exchangeOutboxRows } from './claim-outbox-rows.ts';
import { notifyTemporal } from './notify-temporal.ts';
import { traceDispatch } from './trace-dispatch.ts';

export type DispatcherOptions = {
  readonly orm: Database;
  /** The same role as `orm`; LISTEN needs a connection of its own. */
  readonly databaseUrl: string;
  readonly temporal: TemporalConnection;
  readonly logger: Logger;
  /** Rows that are dispatched concurrently, at most. */
  readonly inFlight: number;
  /** The longest that a row waits when its NOTIFY is lost. */
  readonly pollMs: number;
  /** Workflow tasks that wait for a worker, above which sleeping cases are started a few at a time. */
  readonly maxBacklog: number;
};

/** The pause after rows were claimed; it doubles up to `pollMs`. */
const firstPollMs = 20;
/** Of the places, so that an urgent row never waits for a background call. */
const backgroundShare = 0.75;
/** The client itself would retry for longer than a shutdown may take. */
const callTimeoutMs = 5_000;
/** Longer than a call takes, and short enough that the rows of a crashed gateway are soon due again. */
const claimMs = 2 * callTimeoutMs;

/**
 * Notifies Temporal of every outbox row, as fast as it takes them: wake-ups and cases that wake soon first, other starts
 * in the places left, and fewer of them while workers have a backlog. Several gateways share the work.
 */
export function startDispatcher(options: DispatcherOptions): { stop(): Promise<void> } {
  const { logger, pollMs } = options;
  const pump = new Pump(options, () => rounds.wake());
  const onError = (error: unknown) => logger.error({ err: error }, 'Failed to read the outbox');
  const rounds = repeat(() => pump.runRound(pollMs), pollMs, onError);
  const stopping = new AbortController();
  const listening = listenTo({ ...options, channel: 'outbox' }, () => rounds.wake(), stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await rounds.stop();
      await pump.drain().catch(onError);
      await listening;
    },
  };
}

/** One round to its end: claims due rows, notifies Temporal, and settles them. Returns the number claimed. */
export async function dispatchOnce(options: DispatcherOptions): Promise<number> {
  const pump = new Pump(options, () => {});
  const claimed = await pump.claim();
  await pump.drain();
  return claimed;
}

/** The calls under way. What they settle goes into the statement that claims the next rows. */
class Pump {
  readonly #options: DispatcherOptions;
  readonly #wake: () => void;
  readonly #limit: AdaptiveLimit;
  readonly #backlog: CaseBacklog;
  readonly #running = new Map<Promise<void>, ClaimedRow['lane']>();
  #dispatched: string[] = [];
  #failed: string[] = [];
  #idlePauseMs = firstPollMs;

  constructor(options: DispatcherOptions, wake: () => void) {
    this.#options = options;
    this.#wake = wake;
    this.#limit = new AdaptiveLimit(options.inFlight);
    this.#backlog = new CaseBacklog(options.temporal.client, options.maxBacklog);
  }

  /** Claims rows and starts their calls. The pause that follows ends early when half of the places are free again. */
  async runRound(maxPauseMs: number): Promise<{ pauseMs: number }> {
    const claimed = await this.claim();
    // Without a NOTIFY, rows are likely to follow rows.
    this.#idlePauseMs = claimed > 0 ? firstPollMs : Math.min(this.#idlePauseMs * 2, maxPauseMs);
    return { pauseMs: this.#isWorthRound() ? 0 : this.#idlePauseMs };
  }

  async claim(): Promise<number> {
    const settled = { dispatched: this.#dispatched, failed: this.#failed };
    this.#dispatched = [];
    this.#failed = [];
    try {
      const rows = await exchangeOutboxRows(this.#options.orm, { ...settled, ...this.#countPlaces(), claimMs });
      for (const row of rows) this.#start(row);
      return rows.length;
    } catch (error) {
      this.#dispatched.push(...settled.dispatched);
      this.#failed.push(...settled.failed);
      throw error;
    }
  }

  /** Waits for the calls under way, and settles their rows. */
  async drain(): Promise<void> {
    await Promise.all(this.#running.keys());
    const [dispatched, failed] = [this.#dispatched, this.#failed];
    if (dispatched.length + failed.length === 0) return;
    await exchangeOutboxRows(this.#options.orm, { dispatched, failed, places: 0, background: 0, claimMs });
  }

  #countPlaces(): { places: number; background: number } {
    const limit = this.#limit.current();
    const places = Math.max(0, limit - this.#running.size);
    const runningInBackground = [...this.#running.values()].filter((lane) => lane === 'background').length;
    const free = Math.min(places, Math.ceil(limit * backgroundShare) - runningInBackground);
    if (free <= 0) return { places, background: 0 };
    return { places, background: this.#backlog.grant(free) };
  }

  #start(row: ClaimedRow): void {
    const call: Promise<void> = traceDispatch(row, () => this.#dispatch(row)).then((isDispatched) =>
      this.#settle(call, row.id, isDispatched),
    );
    this.#running.set(call, row.lane);
  }

  #settle(call: Promise<void>, rowId: string, isDispatched: boolean): void {
    this.#running.delete(call);
    (isDispatched ? this.#dispatched : this.#failed).push(rowId);
    if (this.#isWorthRound()) this.#wake();
  }

  /** A statement settles and claims many rows, so it waits for half of the places, or for the last call. */
  #isWorthRound(): boolean {
    const settled = this.#dispatched.length + this.#failed.length;
    return settled > 0 && (this.#running.size === 0 || settled >= this.#limit.current() / 2);
  }

  async #dispatch(row: ClaimedRow): Promise<boolean> {
    const { orm, temporal, logger } = this.#options;
    const startMs = performance.now();
    try {
      passCrashPoint('temporal.before-notify');
      await temporal.client.withDeadline(Date.now() + callTimeoutMs, () => notifyTemporal(orm, temporal.client, row));
      passCrashPoint('temporal.after-notify');
      this.#limit.recordCall(performance.now() - startMs);
      return true;
    } catch (error) {
      if (isTemporalOverloaded(error)) this.#limit.recordOverload();
      const { kind, attempts } = row;
      const [caseId, introductionId] = [row.case_id, row.introduction_id];
      const [importId, connectionId] = [row.import_id, row.connection_id];
      const reInvitationId = row.re_invitation_id;
      const subject = { kind, caseId, introductionId, reInvitationId, importId, connectionId, attempts };
      logger.warn({ err: error, ...subject }, 'Failed to notify Temporal; will retry');
      return false;
    }
  }
}
