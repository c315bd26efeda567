import { randomUUID } from 'node:crypto';
import type { SuppressionRequest } from '@goen/contracts/internal';
import { personHash } from '@goen/service-kit';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Suppression } from '../database/suppression.ts';
import type { MailContext } from '../mail-context.ts';

/** Kept as a hash of the address, so that it outlives an erasure. A repeat keeps the first reason and time. */
export const suppress = ({ orm, personHashKey }: MailContext, { email, ...rest }: SuppressionRequest): Promise<void> =>
  suppressPersonHash(orm.em.fork(), personHash(email, personHashKey), rest);

export async function suppressPersonHash(
  em: EntityManager,
  hash: string,
  { company, scope, reason }: Omit<SuppressionRequest, 'email'>,
): Promise<void> {
  const companyId = scope === 'all' ? null : company;
  await em.upsert(
    Suppression,
    { id: randomUUID(), personHash: hash, scope, companyId, reason, source: 'service', createdAt: new Date() },
    { onConflictFields: ['personHash', 'scope', 'companyId'], onConflictAction: 'ignore' },
  );
}
