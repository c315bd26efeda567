import { randomUUID } from 'node:crypto';
import { ApiKey, apiScopes, newApiKey } from '@goen/case-store';
import { z } from 'zod';
import { type AdminContext, AdminError, companyBySlug } from './admin-context.ts';
import { checked } from './companies.ts';

const newKey = z.object({
  company: z.string(),
  name: z.string().min(1).max(100),
  scopes: z.array(z.enum(apiScopes)).min(1),
});

/** Creates a key and answers it: the only time that it is shown. */
export async function createKey(
  { orm }: AdminContext,
  given: z.input<typeof newKey>,
): Promise<{ key: string; prefix: string }> {
  const { company, name, scopes } = checked(newKey, given);
  const { key, keyHash, prefix } = newApiKey();
  return orm.em.fork().transactional(async (em) => {
    const { id: companyId } = await companyBySlug(em, company);
    await em.insert(ApiKey, {
      id: randomUUID(),
      companyId,
      name,
      prefix,
      keyHash,
      scopes,
      createdAt: new Date(),
      revokedAt: null,
    });
    return { key, prefix };
  });
}

/** Revokes the company's keys that begin with `prefix`; answers how many. None is an AdminError. */
export async function revokeKey({ orm }: AdminContext, given: { company: string; prefix: string }): Promise<number> {
  return orm.em.fork().transactional(async (em) => {
    const { id: companyId } = await companyBySlug(em, given.company);
    const where = { companyId, prefix: given.prefix, revokedAt: null };
    const revoked = await em.nativeUpdate(ApiKey, where, { revokedAt: new Date() });
    if (revoked === 0) throw new AdminError(`${given.company} has no key ${given.prefix}… that is in use.`);
    return revoked;
  });
}
