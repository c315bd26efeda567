import { type Database, withRelay } from '@goen/case-store';
import { type Purged, purgeCompany, readKeepDays, recordRetentionRun, wakeExpired } from '@goen/cases';
import type { RetentionResult } from '@goen/contracts/workflow';
import { ApplicationFailure } from '@temporalio/common';
import type { ActivityContext } from '../activity-context.ts';

const batchCompanies = 200;

/**
 * Purges what is older than its retention, company by company, and records the counts; wakes closed cases whose
 * candidates are kept no longer. When some companies fail, the
 * others are still purged before this throws.
 */
export async function purgeExpired({ orm, logger }: Pick<ActivityContext, 'orm' | 'logger'>): Promise<RetentionResult> {
  const keepDays = await readKeepDays(orm.em.fork());
  const purged: Purged[] = [];
  let failed = 0;
  for (let after: string | null = null; ; ) {
    const companies = await readCompanies(orm, after);
    for (const companyId of companies) {
      try {
        purged.push(...(await purgeCompany(orm, companyId, keepDays)).filter(({ rows }) => rows > 0));
        await wakeExpired(orm, companyId);
      } catch (error) {
        logger.error({ err: error, companyId }, 'Failed to purge old data of a company');
        failed += 1;
      }
    }
    after = companies.at(-1) ?? null;
    if (companies.length < batchCompanies) break;
  }
  await recordRetentionRun(orm.em.fork(), keepDays, purged);
  if (failed > 0) throw ApplicationFailure.retryable('companies_not_purged', 'companies_not_purged');
  const rows: Record<string, number> = {};
  for (const { kind, rows: count } of purged) rows[kind] = (rows[kind] ?? 0) + count;
  if (purged.length > 0) logger.info({ rows }, 'Purged old data');
  return { rows, isComplete: purged.every(({ isComplete }) => isComplete) };
}

const readCompanies = async (orm: Database, after: string | null): Promise<string[]> => {
  const rows = await withRelay(orm, (em) =>
    em.execute<{ id: string }[]>(
      `select id from company where ?::uuid is null or id > ?::uuid order by id limit ${batchCompanies}`,
      [after, after],
    ),
  );
  return rows.map(({ id }) => id);
};
