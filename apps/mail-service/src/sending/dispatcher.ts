import { setTimeout as wait } from 'node:timers/promises';
import pLimit from 'p-limit';
import type { MailContext } from '../mail-context.ts';
import type { MailProvider } from '../providers/provider.ts';
import { type Settled, sendBatch } from './send-batch.ts';
import { settleBatch } from './settle-batch.ts';

/** Requests to one provider at once, of one process. */
const maxInFlight = 8;

type Waiter = { id: string; done: (settled: Settled) => void; failed: (error: unknown) => void };

export type Dispatcher = {
  /** Sends a queued mail with others that come within the window. */
  send(messageId: string): Promise<Settled>;
  /** The outcome of a mail that is on its way in this process. */
  running(messageId: string): Promise<Settled> | undefined;
  /** Finds out about a request that ended without an answer. */
  settle(batchId: string): Promise<Settled>;
};

/** One a provider and process. Who asks for the same mail or batch at once shares its outcome. */
export function createDispatcher(context: MailContext, provider: MailProvider, windowMs: number): Dispatcher {
  const limit = pLimit(maxInFlight);
  const waiting: Waiter[] = [];
  const sending = createShared<Settled>();
  const settling = createShared<Settled>();
  let gathering = false;

  /** The batch is cut when its turn has come: it fills while others are in flight. */
  function gather(): void {
    if (gathering || waiting.length === 0) return;
    gathering = true;
    void limit(async () => {
      if (waiting.length < provider.maxBatch && provider.maxBatch > 1) await wait(windowMs);
      const batch = waiting.splice(0, provider.maxBatch);
      gathering = false;
      gather();
      await carry(batch);
    });
  }

  async function carry(batch: readonly Waiter[]): Promise<void> {
    const ids = batch.map(({ id }) => id);
    try {
      const settled = await sendBatch(context, provider, ids);
      for (const { done } of batch) done(settled);
    } catch (error) {
      for (const { failed } of batch) failed(error);
    }
  }

  const enqueue = (id: string) =>
    new Promise<Settled>((done, failed) => {
      waiting.push({ id, done, failed });
      gather();
    });

  return {
    send: (messageId) => sending.run(messageId, () => enqueue(messageId)),
    running: (messageId) => sending.running(messageId),
    settle: (batchId) => settling.run(batchId, () => settleBatch(context, provider, batchId)),
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
