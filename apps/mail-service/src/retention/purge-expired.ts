import type { Database } from '@goen/service-kit/database';
import { purgeRows, type RetentionRule } from '@goen/service-kit/retention';

/** Rows per transaction: few enough not to hold up others. */
const batchRows = 1_000;
/** Per kind and run; the next run, an hour later, goes on. */
const maxBatches = 100;

/** Purges each kind in small transactions and records the counts. Returns them, without kinds that had nothing old. */
export async function purgeExpired(
  orm: Database,
  rules: readonly RetentionRule[],
  limits = { batchRows, maxBatches },
): Promise<Record<string, number>> {
  const purged: Record<string, number> = {};
  for (const rule of rules) {
    let rows = 0;
    let isComplete = false;
    for (let batch = 0; batch < limits.maxBatches && !isComplete; batch += 1) {
      const count = await purgeRows(orm.em.fork(), rule, rule, limits.batchRows);
      rows += count;
      isComplete = count < limits.batchRows;
    }
    if (rows > 0) purged[rule.kind] = rows;
    await orm.em.fork().execute(
      `insert into retention_run (kind, keep_days, rows, is_complete, ended_at) values (?, ?, ?, ?, now())
       on conflict (kind) do update set keep_days = excluded.keep_days, rows = excluded.rows,
         is_complete = excluded.is_complete, ended_at = excluded.ended_at`,
      [rule.kind, rule.keepDays, rows, isComplete],
    );
  }
  return purged;
}
