import { ApiKey, apiKeyHash, apiScopes, type Em } from '@goen/case-store';
import { issueKey, revokeKey as revokeById, rotateKey as rotateById } from '@goen/cases';
import { z } from 'zod';
import { isSandbox } from '../services/read-company-settings.ts';
import { type AdminContext, findCompany } from './admin-context.ts';
import { AdminError, parseInput } from './admin-error.ts';

const newKey = z.object({
  company: z.string(),
  name: z.string().min(1).max(100),
  scopes: z.array(z.enum(apiScopes)).min(1),
  /** Of the last day on which it works, in UTC. */
  expires: z.iso.date().optional(),
});
type NewKey = z.input<typeof newKey>;
type ShownKey = { readonly id: string; readonly key: string; readonly prefix: string };

/** Creates an API key and returns it. Only its hash is stored, so it cannot be shown again. */
export const createKey = ({ orm, actor }: AdminContext, input: NewKey): Promise<ShownKey> =>
  orm.em.fork().transactional((em) => createKeyIn(em, actor, input));

/** The same in a transaction of the caller. */
export async function createKeyIn(em: Em, actor: AdminContext['actor'], input: NewKey): Promise<ShownKey> {
  const { company, name, scopes, expires } = parseInput(newKey, input);
  const expiresAt = expires === undefined ? null : new Date(`${expires}T23:59:59.999Z`);
  if (expiresAt && expiresAt.getTime() < Date.now()) throw new AdminError('expires: this day has passed');
  const { id: companyId, settings } = await findCompany(em, company);
  const given = { companyId, name, scopes, expiresAt, isTest: isSandbox(settings) };
  const { key, row } = await issueKey(em, given, actor);
  return { id: row.id, key, prefix: row.prefix };
}

type NamedKey = { readonly company: string; readonly prefix: string };

/** Revokes the company's active key that `prefix` names: any first characters that no other active key has, or all. */
export async function revokeKey({ orm, actor }: AdminContext, { company, prefix }: NamedKey): Promise<ApiKey> {
  return orm.em.fork().transactional(async (em) => {
    const { id: companyId } = await findCompany(em, company);
    const key = await findActiveKey(em, { company, companyId, prefix });
    if (!(await revokeById(em, companyId, key.id, actor))) throw new AdminError(`${key.prefix} was revoked meanwhile.`);
    return key;
  });
}

const rotation = z.object({ overlapHours: z.coerce.number().int().min(0).max(720) });

/** Replaces such a key by a new one; the old one works for the overlap. */
export async function rotateKey(
  { orm, actor }: AdminContext,
  { company, prefix, ...input }: NamedKey & { readonly overlapHours: string },
): Promise<ShownKey> {
  const { overlapHours } = parseInput(rotation, input);
  return orm.em.fork().transactional(async (em) => {
    const { id: companyId, settings } = await findCompany(em, company);
    const { id } = await findActiveKey(em, { company, companyId, prefix });
    const issued = await rotateById(em, { companyId, id, overlapHours, isTest: isSandbox(settings) }, actor);
    if (issued === null) throw new AdminError('The key was revoked meanwhile.');
    return { id: issued.row.id, key: issued.key, prefix: issued.row.prefix };
  });
}

async function findActiveKey(
  em: Em,
  { company, companyId, prefix: given }: NamedKey & { readonly companyId: string },
): Promise<ApiKey> {
  const keys = await em.find(ApiKey, { companyId, revokedAt: null });
  const byHash = keys.filter(({ keyHash }) => keyHash === apiKeyHash(given));
  const matching = byHash.length > 0 ? byHash : keys.filter(({ prefix }) => prefix.startsWith(given));
  const [key, ...others] = matching;
  if (key === undefined) throw new AdminError(`${company} has no active key with the prefix ${given}.`);
  if (others.length === 0) return key;
  const candidates = matching.map(({ prefix, name }) => `  ${prefix}  ${name}`).join('\n');
  throw new AdminError(`${matching.length} active keys of ${company} begin with ${given}:\n${candidates}`);
}
