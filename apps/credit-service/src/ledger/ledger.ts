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
/** More would wait longer than their callers do. */
const maxWaitingCommands = 5_000;

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
      if (waiting.length >= maxWaitingCommands)
        throw new HttpProblem('unavailable', { headers: { 'retry-after': '1' } });
      const outcome = await new Promise<Outcome>((settle, fail) => {
        waiting.push({ command, settle, fail });
        if (!isRunning) void run();
      });
      if (outcome instanceof HttpProblem) throw outcome;
      return outcome;
    },
  };
}

/**
 * What one command does to the database harms none beside it: then they are posted one by one. When the database itself
 * is at fault all of them fail at once; their callers repeat.
 */
async function postBatch(orm: Database, batch: readonly Waiting[]): Promise<void> {
  try {
    const outcomes = await postCommands(
      orm,
      batch.map(({ command }) => command),
    );
    batch.forEach(({ settle }, n) => settle(outcomes[n] as Outcome));
  } catch (error) {
    if (batch.length > 1 && isOfOneCommand(error)) {
      for (const one of batch) await postBatch(orm, [one]);
    } else for (const { fail } of batch) fail(error);
  }
}

/** SQLSTATE classes 22 (data) and 23 (constraints) are of a value, all others of the server or the connection. */
const isOfOneCommand = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^2[23]/.test(String(error.code));
