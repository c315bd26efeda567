import type { OperatorHealth } from '@goen/contracts/public';
import { type OperatorContext, toInstant, withConsole } from '../operator-context.ts';

type Row = {
  readonly waiting: number;
  readonly failing: number;
  readonly oldest_at: Date | string | null;
  readonly unanswered: number;
  readonly not_notified: number;
  readonly postgres: string;
  readonly schema: string;
};

/** More rows of the outbox than this are not counted one by one. */
const maxCounted = 10_000;
/** Rows of a later day are planned, such as that an import is looked at again: nothing waits for them. */
const isDue = `(attempts > 0 or next_attempt_at <= now() + interval '5 minutes')`;
const checkTimeoutMs = 3_000;

/** Whether each part answers, how much waits for Temporal, and which versions run. */
export async function readHealth(context: OperatorContext): Promise<OperatorHealth> {
  const answers = async (url: string) =>
    (await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(checkTimeoutMs) })).ok;
  const checks = {
    temporal: context.temporal?.isReachable() ?? Promise.resolve(false),
    mail_service: answers(context.mail.url),
    credit_service: answers(context.credit.url),
  };
  const results = Object.entries(checks).map(async ([name, check]) => [name, await check.catch(() => false)] as const);
  const row = await readDatabase(context);
  return {
    checks: { database: true, ...Object.fromEntries(await Promise.all(results)) },
    outbox: { waiting: row.waiting, failing: row.failing, oldest_at: toInstant(row.oldest_at) },
    complaints: { unanswered: row.unanswered, not_notified: row.not_notified },
    versions: { node: process.version, postgres: row.postgres, schema: row.schema },
  };
}

async function readDatabase(context: OperatorContext): Promise<Row> {
  const [row] = await withConsole(context, (em) =>
    em.execute<Row[]>(
      `select (select count(*)::int from (select from outbox where ${isDue} limit ?) counted) as waiting,
         (select count(*)::int from (select from outbox where attempts >= 10 limit ?) counted) as failing,
         (select created_at from outbox where ${isDue} order by next_attempt_at, id limit 1) as oldest_at,
         (select count(*)::int from complaint where answered_at is null and text is not null) as unanswered,
         (select count(*)::int from complaint
          where answered_at is null and text is not null and notified_at is null) as not_notified,
         current_setting('server_version') as postgres,
         (select name from mikro_orm_migrations order by id desc limit 1) as schema`,
      [maxCounted, maxCounted],
    ),
  );
  if (row === undefined) throw new Error('The database did not answer.');
  return row;
}
