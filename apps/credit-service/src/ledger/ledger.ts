import { createGroupCommit, HttpProblem, isDataError } from '@goen/service-kit';
import type { Database } from '@goen/service-kit/database';
import type { Command, Outcome, Posted } from './command.ts';
import { postCommands } from './post-commands.ts';

export type Ledger = {
  /** Throws the problem of a wrong command. After a database error the outcome is unknown: retry with the same id. */
  post(command: Command): Promise<Posted>;
};

const maxBatchCommands = 200;
/** Beyond this, commands would wait longer than their callers' timeouts. */
const maxWaitingCommands = 5_000;
const maxWaitMs = 10_000;
/** The books of all companies share one queue, so that one flush to disk serves them all. */
const allCompanies = '';

/** Commands that arrive together are posted in one transaction. Several instances may work on the same books. */
export function openLedger(orm: Database): Ledger {
  const groups = createGroupCommit<Command, Outcome>({
    run: (_key, commands) => postCommands(orm, commands),
    maxGroup: maxBatchCommands,
    maxWaiting: maxWaitingCommands,
    maxWaitMs,
    maxRunning: 1,
    isCausedByOneItem: isDataError,
  });
  return {
    async post(command) {
      const outcome = await groups.submit(allCompanies, command);
      if (outcome instanceof HttpProblem) throw outcome;
      return outcome;
    },
  };
}
