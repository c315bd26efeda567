import { randomUUID } from 'node:crypto';
import { ApiKey, apiScopes, newApiKey } from '@goen/case-store';
import { z } from 'zod';
import { type AdminContext, findCompany } from './admin-context.ts';
import { AdminError, parseInput } from './admin-error.ts';

const newKey = z.object({
  company: z.string(),
  name: z.string().min(1).max(100),
  scopes: z.array(z.enum(apiScopes)).min(1),
});

/** Creates an API key and returns it. Only its hash is stored, so it cannot be shown again. */
export async function createKey(
  { orm }: AdminContext,
  input: z.input<typeof newKey>,
): Promise<{ id: string; key: string; prefix: string }> {
  const { company, name, scopes } = parseInput(newKey, input);
  return orm.em.fork().transactional(async (em) => {
    const { id: companyId, settings } = await findCompany(em, company);
    // Only sandbox companies have test keys, and they have no others.
    const { key, keyHash, prefix } = newApiKey(settings.mailProvider === 'sandbox');
    const id = randomUUID();
    await em.insert(ApiKey, {
      id,
      companyId,
      name,
      prefix,
      keyHash,
      scopes,
      createdAt: new Date(),
      revokedAt: null,
    });
    return { id, key, prefix };
  });
}

/** Revokes the company's active keys with this prefix and returns how many; throws an AdminError when there are none. */
export async function revokeKey(
  { orm }: AdminContext,
  { company, prefix }: { company: string; prefix: string },
): Promise<number> {
  return orm.em.fork().transactional(async (em) => {
    const { id: companyId } = await findCompany(em, company);
    const revoked = await em.nativeUpdate(ApiKey, { companyId, prefix, revokedAt: null }, { revokedAt: new Date() });
    if (revoked === 0) throw new AdminError(`${company} has no active key with the prefix ${prefix}.`);
    return revoked;
  });
}
