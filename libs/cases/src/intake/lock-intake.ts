import type { Em } from '@goen/case-store';

/**
 * Serialises the intakes and events of a company until the transaction ends: the second sees what the first wrote, and
 * they cannot deadlock.
 */
export async function lockIntake(em: Em, companyId: string): Promise<void> {
  await em.execute(`select pg_advisory_xact_lock(hashtextextended('intake:' || ?, 0))`, [companyId]);
}
