import { HttpProblem } from '@goen/service-kit';
import type { Database } from '@goen/service-kit/database';
import type { Command, Outcome, Posted } from './command.ts';
import { postCommands } from './post-commands.ts';

export type Ledger = {
  /** Throws the problem of a wrong command. After a database error the outcome is unknown: retry with the same id. */
  post(command: Command): Promise<Posted>;
};

/** Larger batches would delay the commit of their first command. */
const maxBatchCommands = 200;
/** Beyond this, commands would wait longer than their callers' timeouts. */
const maxWaitingCommands = 5_000;

type Waiting = {
  readonly command: Command;
  readonly settle: (outcome: Outcome) => void;
  readonly fail: (error: unknown) => void;
};

/**
 * Group commit: commands that arrive while a transaction runs share the next one, and with it one flush to disk. A
 * command that finds nothing running starts at once. Several instances may work on the same books.
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
 * When one command breaks the transaction, the batch is posted one by one, so that it fails alone. When the database is
 * at fault, the whole batch fails at once and the callers retry.
 */
async function postBatch(orm: Database, batch: readonly Waiting[]): Promise<void> {
  try {
    const outcomes = await postCommands(
      orm,
      batch.map(({ command }) => command),
    );
    batch.forEach(({ settle }, n) => settle(outcomes[n] as Outcome));
  } catch (error) {
    if (batch.length > 1 && isCausedByOneCommand(error)) {
      for (const command of batch) await postBatch(orm, [command]);
    } else for (const { fail } of batch) fail(error);
  }
}

/** SQLSTATE classes 22 (data) and 23 (constraints) come from a value, all others from the server or connection. */
const isCausedByOneCommand = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^2[23]/.test(String(error.code));
