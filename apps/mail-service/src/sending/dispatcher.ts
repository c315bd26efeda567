import { setTimeout as wait } from 'node:timers/promises';
import { findSampledPosition, type TracePosition, withSpan } from '@goen/service-kit/telemetry';
import pLimit from 'p-limit';
import type { MailProvider } from '../providers/provider.ts';
import { longestPauseMs } from './attempt-batch.ts';
import { type Busy, type Turn, takeTurn } from './rate-limit.ts';
import { reconcileBatch } from './reconcile-batch.ts';
import { type BatchStatus, sendBatch } from './send-batch.ts';
import type { SendingDeps } from './sending-deps.ts';

/** Concurrent requests to one provider, per process. */
const maxInFlight = 8;
/** How long opening a batch takes: a batch that is cut later misses its turn. */
const preparationMs = 50;

type NextTurn = Turn | Busy | { error: unknown };
type Waiter = {
  id: string;
  /** Where its request stands in its trace. */
  position: TracePosition | undefined;
  resolve: (status: BatchStatus) => void;
  reject: (error: unknown) => void;
};

export type Dispatcher = {
  /** Sends a queued mail together with others that arrive within the window. */
  send(messageId: string): Promise<BatchStatus>;
  /** The outcome of a mail that this process is sending, if it is. */
  findRunning(messageId: string): Promise<BatchStatus> | undefined;
  /** Finds out what became of a batch whose request got no answer. */
  reconcile(batchId: string): Promise<BatchStatus>;
  readCounts(): DispatchCounts;
};

type DispatchCounts = { readonly batches: number; readonly mails: number; readonly waiting: number };

/** One per provider and process. Concurrent calls for the same mail or batch share one outcome. */
export function createDispatcher(deps: SendingDeps, provider: MailProvider, windowMs: number): Dispatcher {
  const limit = pLimit(maxInFlight);
  const waiters: Waiter[] = [];
  const sends = createSharedJobs<BatchStatus>();
  const reconciliations = createSharedJobs<BatchStatus>();
  const sent = { batches: 0, mails: 0 };
  let isGathering = false;

  /** A full batch is prepared before its turn; a partial one is cut shortly before its turn, so that it can fill up. */
  function gather(): void {
    if (isGathering || waiters.length === 0) return;
    isGathering = true;
    void limit(async () => {
      const turn = waiters.length < provider.maxBatch ? await waitForTurnToFill() : null;
      const batch = waiters.splice(0, provider.maxBatch);
      isGathering = false;
      gather();
      await dispatch(batch, turn);
    });
  }

  async function waitForTurnToFill(): Promise<NextTurn> {
    const turn = await takeTurn(deps.orm, provider, longestPauseMs).catch((error: unknown) => ({ error }));
    await wait(Math.max('inMs' in turn ? turn.inMs - preparationMs : 0, windowMs));
    return turn;
  }

  async function dispatch(batch: readonly Waiter[], turn: NextTurn | null): Promise<void> {
    const ids = batch.map(({ id }) => id);
    try {
      if (turn && 'error' in turn) throw turn.error;
      const status: BatchStatus =
        turn?.kind === 'busy'
          ? { kind: 'retry_later', retryAfterMs: turn.waitMs }
          : await countAndSend(batch, ids, turn);
      for (const { resolve } of batch) resolve(status);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  /** A batch carries mails of several requests: it goes on with the trace of the first, and is linked to the others. */
  function countAndSend(batch: readonly Waiter[], ids: readonly string[], turn: Turn | null): Promise<BatchStatus> {
    sent.batches += 1;
    sent.mails += ids.length;
    const [parent = null, ...links] = batch.flatMap(({ position }) => position ?? []);
    return withSpan('send batch', { parent, links }, () => sendBatch(deps, provider, ids, turn));
  }

  const enqueue = (id: string) =>
    new Promise<BatchStatus>((resolve, reject) => {
      waiters.push({ id, position: findSampledPosition(), resolve, reject });
      gather();
    });

  return {
    send: (messageId) => sends.run(messageId, () => enqueue(messageId)),
    findRunning: (messageId) => sends.find(messageId),
    reconcile: (batchId) => reconciliations.run(batchId, () => reconcileBatch(deps, provider, batchId)),
    readCounts: () => ({ ...sent, waiting: waiters.length }),
  };
}

/** Runs one job per id at a time; callers that arrive meanwhile share its outcome. */
function createSharedJobs<T>() {
  const jobs = new Map<string, Promise<T>>();
  return {
    find: (id: string) => jobs.get(id),
    run(id: string, job: () => Promise<T>): Promise<T> {
      const running = jobs.get(id);
      if (running) return running;
      const started = job().finally(() => jobs.delete(id));
      jobs.set(id, started);
      return started;
    },
  };
}
