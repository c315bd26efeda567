import { randomUUID } from 'node:crypto';
import type { SuppressionRequest } from '@goen/contracts/internal';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Suppression } from '../database/suppression.ts';

/** Stored as a hash of the address, so that it outlives an erasure. A repeat keeps the first reason and time. */
export async function suppressPersonHash(
  em: EntityManager,
  personHash: string,
  { company, scope, reason }: Omit<SuppressionRequest, 'email'>,
): Promise<void> {
  const companyId = scope === 'all' ? null : company;
  await em.upsert(
    Suppression,
    { id: randomUUID(), personHash, scope, companyId, reason, source: 'service', createdAt: new Date() },
    { onConflictFields: ['personHash', 'scope', 'companyId'], onConflictAction: 'ignore' },
  );
}
