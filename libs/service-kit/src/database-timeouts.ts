import { z } from 'zod';
import { readConfig } from './config.ts';

const milliseconds = (fallback: number) => z.coerce.number().int().min(1).max(3_600_000).default(fallback);

const environment = z.object({
  DATABASE_ACQUIRE_TIMEOUT_MS: milliseconds(15_000),
  DATABASE_LOCK_TIMEOUT_MS: milliseconds(30_000),
  DATABASE_STATEMENT_TIMEOUT_MS: milliseconds(120_000),
  DATABASE_IDLE_TIMEOUT_MS: milliseconds(120_000),
});

/** As options of node-postgres. Migrations have none of them. */
export function readDatabaseTimeouts(env: NodeJS.ProcessEnv = process.env) {
  const config = readConfig(environment, env);
  return {
    connectionTimeoutMillis: config.DATABASE_ACQUIRE_TIMEOUT_MS,
    lock_timeout: config.DATABASE_LOCK_TIMEOUT_MS,
    statement_timeout: config.DATABASE_STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: config.DATABASE_IDLE_TIMEOUT_MS,
  };
}
