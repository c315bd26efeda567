import { HttpProblem } from '@goen/service-kit';
import type { Database } from '@goen/service-kit/database';
import type { Command, Outcome, Posted } from './command.ts';
import { postCommands } from './post-commands.ts';

export type Ledger = {
  /** Throws the problem of a command that is wrong; what the database throws says nothing of what was done: repeat it. */
  post(command: Command): Promise<Posted>;
};

/** More would make the first of a batch wait long for its commit. */
const maxBatchCommands = 200;

type Waiting = {
  readonly command: Command;
  readonly settle: (outcome: Outcome) => void;
  readonly fail: (error: unknown) => void;
};

/**
 * Group commit: what comes while a transaction runs goes into the next one, so that many postings share one flush to
 * the disk. None waits for others when nothing runs. Several services may work on the same books.
 */
export function openLedger(orm: Database): Ledger {
  const waiting: Waiting[] = [];
  let isRunning = false;
  const run = async () => {
    isRunning = true;
    while (waiting.length > 0) await postBatch(orm, waiting.splice(0, maxBatchCommands));
    isRunning = false;
  };
  return {
    async post(command) {
      const outcome = await new Promise<Outcome>((settle, fail) => {
        waiting.push({ command, settle, fail });
        if (!isRunning) void run();
      });
      if (outcome instanceof HttpProblem) throw outcome;
      return outcome;
    },
  };
}

/** A batch that fails is posted one by one: what one command does to the database harms none beside it. */
async function postBatch(orm: Database, batch: readonly Waiting[]): Promise<void> {
  try {
    const outcomes = await postCommands(
      orm,
      batch.map(({ command }) => command),
    );
    batch.forEach(({ settle }, n) => settle(outcomes[n] as Outcome));
  } catch (error) {
    const [first] = batch;
    if (batch.length === 1) return first?.fail(error);
    for (const one of batch) await postBatch(orm, [one]);
  }
}
