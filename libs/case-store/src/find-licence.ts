import { OperatorLicence } from './entities/company.ts';
import type { Em } from './sessions.ts';

/** The operator's licence that applies: of several the one that expires last, of equals the one recorded last. */
export async function findLicence(em: Em): Promise<OperatorLicence | null> {
  const orderBy = [{ expiresOn: 'desc' as const }, { createdAt: 'desc' as const }];
  const [licence] = await em.find(OperatorLicence, {}, { orderBy, limit: 1 });
  return licence ?? null;
}
