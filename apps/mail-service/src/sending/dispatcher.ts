import { setTimeout as wait } from 'node:timers/promises';
import pLimit from 'p-limit';
import type { MailContext } from '../mail-context.ts';
import type { MailProvider } from '../providers/provider.ts';
import { longestPauseMs } from './attempt-batch.ts';
import { type Busy, type Turn, takeTurn } from './rate-limit.ts';
import { reconcileBatch } from './reconcile-batch.ts';
import { type BatchStatus, sendBatch } from './send-batch.ts';

/** Requests to one provider at once, of one process. */
const maxInFlight = 8;
/** What opening a batch takes: cut later, it would be late for its turn. */
const preparationMs = 50;

type NextTurn = Turn | Busy | { error: unknown };
type Waiter = { id: string; done: (settled: BatchStatus) => void; failed: (error: unknown) => void };

export type Dispatcher = {
  /** Sends a queued mail with others that come within the window. */
  send(messageId: string): Promise<BatchStatus>;
  /** The outcome of a mail that is on its way in this process. */
  running(messageId: string): Promise<BatchStatus> | undefined;
  /** Finds out about a request that ended without an answer. */
  settle(batchId: string): Promise<BatchStatus>;
};

/** One a provider and process. Who asks for the same mail or batch at once shares its outcome. */
export function createDispatcher(context: MailContext, provider: MailProvider, windowMs: number): Dispatcher {
  const limit = pLimit(maxInFlight);
  const waiting: Waiter[] = [];
  const sending = createShared<BatchStatus>();
  const settling = createShared<BatchStatus>();
  let gathering = false;

  /** A full batch is made ready and waits for its turn; another one is cut shortly before its turn, to fill until then. */
  function gather(): void {
    if (gathering || waiting.length === 0) return;
    gathering = true;
    void limit(async () => {
      const turn = waiting.length < provider.maxBatch ? await turnToFill() : null;
      const batch = waiting.splice(0, provider.maxBatch);
      gathering = false;
      gather();
      await carry(batch, turn);
    });
  }

  async function turnToFill(): Promise<NextTurn> {
    const turn = await takeTurn(context.orm, provider, longestPauseMs).catch((error: unknown) => ({ error }));
    await wait(Math.max('inMs' in turn ? turn.inMs - preparationMs : 0, windowMs));
    return turn;
  }

  async function carry(batch: readonly Waiter[], turn: NextTurn | null): Promise<void> {
    const ids = batch.map(({ id }) => id);
    try {
      if (turn && 'error' in turn) throw turn.error;
      const settled: BatchStatus =
        turn?.kind === 'busy'
          ? { kind: 'later', retryAfterMs: turn.ms }
          : await sendBatch(context, provider, ids, turn);
      for (const { done } of batch) done(settled);
    } catch (error) {
      for (const { failed } of batch) failed(error);
    }
  }

  const enqueue = (id: string) =>
    new Promise<BatchStatus>((done, failed) => {
      waiting.push({ id, done, failed });
      gather();
    });

  return {
    send: (messageId) => sending.run(messageId, () => enqueue(messageId)),
    running: (messageId) => sending.running(messageId),
    settle: (batchId) => settling.run(batchId, () => reconcileBatch(context, provider, batchId)),
  };
}

/** Runs one job a name at a time; who comes meanwhile gets the running one's outcome. */
function createShared<T>() {
  const jobs = new Map<string, Promise<T>>();
  return {
    running: (name: string) => jobs.get(name),
    run(name: string, job: () => Promise<T>): Promise<T> {
      const known = jobs.get(name);
      if (known) return known;
      const started = job().finally(() => jobs.delete(name));
      jobs.set(name, started);
      return started;
    },
  };
}
