import { randomUUID } from 'node:crypto';
import type { SuppressionRemovalRequest } from '@goen/contracts/public';
import { personHash } from '@goen/service-kit';
import { LockMode } from '@mikro-orm/core';
import { Suppression, SuppressionRemoval } from '../database/suppression.ts';
import type { MailContext } from '../mail-context.ts';

/**
 * Lifts a company's own suppression, and keeps who did it and why. What holds on the whole platform (a bounce, a
 * complaint) is not a company's to lift. False when there is none.
 */
export function removeSuppression(
  { orm, personHashKey }: MailContext,
  { company, email, because, removedBy }: SuppressionRemovalRequest,
): Promise<boolean> {
  return orm.em.fork().transactional(async (em) => {
    const known = await em.findOne(
      Suppression,
      { personHash: personHash(email, personHashKey), scope: 'regulated', companyId: company },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    if (known === null) return false;
    em.create(SuppressionRemoval, {
      id: randomUUID(),
      personHash: known.personHash,
      scope: known.scope,
      companyId: company,
      reason: known.reason,
      suppressedAt: known.createdAt,
      removedAt: new Date(),
      removedBy,
      removedBecause: because,
    });
    em.remove(known);
    return true;
  });
}
