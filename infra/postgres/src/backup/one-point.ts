import { BackupError } from './backup-error.ts';
import type { Owner } from './owners.ts';

/** What all four transactions see: every transaction of the server that had ended at this point, and no other. */
export type Point = { readonly at: string; readonly snapshot: string; readonly attempts: number };

const maxAttempts = 5_000;

const begin = 'rollback; begin transaction isolation level repeatable read read only';
const look = `select pg_current_snapshot()::text as snapshot, clock_timestamp() as at,
  pg_postmaster_start_time()::text as server, pg_is_in_recovery() as standby`;
type Look = { readonly snapshot: string; readonly at: Date; readonly server: string; readonly standby: boolean };

/**
 * Opens a transaction in each database, all of which see the server at the same point. PostgreSQL shares no snapshot
 * between databases, but numbers the transactions of all of them together: equal snapshots, taken at about the same
 * time, mean that nothing was committed anywhere between them. Nobody has to wait meanwhile, so it tries until they are.
 */
export async function openAtOnePoint(owners: readonly Owner[]): Promise<Point> {
  for (let attempts = 1; attempts <= maxAttempts; attempts += 1) {
    await Promise.all(owners.map(({ client }) => client.query(begin)));
    const looks = (await Promise.all(owners.map(({ client }) => client.query<Look>(look)))).flatMap(({ rows }) => rows);
    requireOneServer(looks);
    const [first] = looks;
    if (first && looks.every(({ snapshot }) => snapshot === first.snapshot)) {
      const at = new Date(Math.min(...looks.map((seen) => seen.at.getTime())));
      return { at: at.toISOString(), snapshot: first.snapshot, attempts };
    }
  }
  throw new BackupError(`No common point of the four databases after ${maxAttempts} attempts: the server is too busy.`);
}

function requireOneServer(looks: readonly Look[]): void {
  if (looks.some(({ standby }) => standby)) {
    throw new BackupError('The server is a standby, whose snapshots cannot be compared. Back up the primary.');
  }
  if (new Set(looks.map(({ server }) => server)).size > 1) {
    throw new BackupError(
      'The databases are on several servers, which have no common point: use their point-in-time recovery.',
    );
  }
}
