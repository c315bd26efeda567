import { randomUUID } from 'node:crypto';
import type { SuppressionRemovalRequest } from '@goen/contracts/internal';
import { personHash } from '@goen/service-kit';
import type { Database } from '@goen/service-kit/database';
import { LockMode } from '@mikro-orm/core';
import { Suppression, SuppressionRemoval } from '../database/suppression.ts';

type Deps = { readonly orm: Database; readonly personHashKey: string };

/**
 * Removes a company's own suppression and records who did it and why. A company cannot remove what applies to the whole
 * platform (a bounce, a complaint). False when there is none.
 */
export function removeSuppression(
  { orm, personHashKey }: Deps,
  { company, email, because, removedBy }: SuppressionRemovalRequest,
): Promise<boolean> {
  return orm.em.fork().transactional(async (em) => {
    const suppression = await em.findOne(
      Suppression,
      { personHash: personHash(email, personHashKey), scope: 'regulated', companyId: company },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    if (suppression === null) return false;
    em.create(SuppressionRemoval, {
      id: randomUUID(),
      personHash: suppression.personHash,
      scope: suppression.scope,
      companyId: company,
      reason: suppression.reason,
      suppressedAt: suppression.createdAt,
      removedAt: new Date(),
      removedBy,
      removedBecause: because,
    });
    em.remove(suppression);
    return true;
  });
}
