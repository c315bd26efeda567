import { randomUUID } from 'node:crypto';
import type { SuppressionRequest } from '@goen/contracts/internal';
import type { EntityManager } from '@mikro-orm/postgresql';

/**
 * Stored as a hash of the address, so that it outlives an erasure. A repeat keeps the reason and the latest time: the
 * person may have consented and then unsubscribed again.
 */
export async function suppressPersonHash(
  em: EntityManager,
  personHash: string,
  { company, scope, reason, at }: Omit<SuppressionRequest, 'email'>,
): Promise<void> {
  const companyId = scope === 'all' ? null : company;
  await em.execute(
    `insert into suppression (id, person_hash, scope, company_id, reason, source, created_at)
     values (?, ?, ?, ?, ?, 'service', ?)
     on conflict on constraint suppression_once
       do update set created_at = greatest(suppression.created_at, excluded.created_at)`,
    [randomUUID(), personHash, scope, companyId, reason, at === undefined ? new Date() : new Date(at)],
  );
}
