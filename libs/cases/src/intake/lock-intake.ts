import type { Em } from '@goen/case-store';
import { type PreparedStatement, sendPrepared } from '@goen/service-kit/database';

const lock: PreparedStatement = {
  name: 'intake_lock',
  text: `select pg_advisory_xact_lock(hashtextextended('intake:' || $1::text, 0))`,
};

/**
 * Serialises the intakes and events of a company until the transaction ends: the second sees what the first wrote, and
 * they cannot deadlock. Within `withIntake` the next statement does not wait for the lock here, but in the database.
 */
export const lockIntake = (em: Em, companyId: string): Promise<void> => sendPrepared(em, lock, [companyId]);
