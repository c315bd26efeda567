import type { Em } from '@goen/case-store';

/**
 * One intake or event of a company at a time, until the transaction ends: whoever comes second sees what the first
 * wrote, and nobody deadlocks.
 */
export async function lockIntake(em: Em, companyId: string): Promise<void> {
  await em.execute(`select pg_advisory_xact_lock(hashtextextended('intake:' || ?, 0))`, [companyId]);
}
