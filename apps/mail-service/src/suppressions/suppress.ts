import { randomUUID } from 'node:crypto';
import type { SuppressionRequest } from '@goen/contracts';
import { personHash } from '@goen/service-kit';
import { Suppression } from '../database/suppression.ts';
import type { MailContext } from '../mail-context.ts';

/** Kept as a hash of the address, so that it outlives an erasure. A repeat keeps the first reason and time. */
export async function suppress({ orm, personHashKey }: MailContext, request: SuppressionRequest): Promise<void> {
  await orm.em.fork().upsert(
    Suppression,
    {
      id: randomUUID(),
      personHash: personHash(request.email, personHashKey),
      scope: request.scope,
      companyId: request.scope === 'all' ? null : request.company,
      reason: request.reason,
      createdAt: new Date(),
    },
    { onConflictFields: ['personHash', 'scope', 'companyId'], onConflictAction: 'ignore' },
  );
}
