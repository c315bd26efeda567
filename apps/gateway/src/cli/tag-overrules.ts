import { TagOverrule } from '@goen/case-store';
import { overruleTag, revokeOverrule } from '@goen/cases';
import { newTagOverrule } from '@goen/contracts/public';
import type { z } from 'zod';
import { type AdminContext, findCompany } from './admin-context.ts';
import { AdminError, parseInput } from './admin-error.ts';

/** The company's active overrules, one per line: value, when, who, why. */
export async function listTagOverrules({ orm }: AdminContext, company: string): Promise<string> {
  const em = orm.em.fork();
  const { id: companyId } = await findCompany(em, company);
  const rows = await em.find(TagOverrule, { companyId, revokedAt: null }, { orderBy: { createdAt: 'asc', id: 'asc' } });
  if (rows.length === 0) return `${company} has no active overrules.`;
  return rows
    .map((row) => [row.value, row.createdAt.toISOString(), row.overruledBy, row.because].join('\t'))
    .join('\n');
}

/** Overrules for a company, also what the operator revoked before. */
export async function createTagOverrule(
  { orm }: AdminContext,
  { company, ...input }: { readonly company: string } & z.input<typeof newTagOverrule>,
): Promise<void> {
  const overrule = parseInput(newTagOverrule, input);
  await orm.em.fork().transactional(async (em) => {
    const { id: companyId } = await findCompany(em, company);
    const { kind } = await overruleTag(em, { companyId, now: new Date(), party: 'operator' }, overrule);
    if (kind === 'never_overruled') throw new AdminError(`"${overrule.value}" is about a person; nobody overrules it.`);
    if (kind === 'not_refused') throw new AdminError(`"${overrule.value}" is not refused.`);
  });
}

const revocation = newTagOverrule.pick({ value: true, by: true });

/** Revokes an overrule for good: the company cannot repeat it. Throws an AdminError when there is none. */
export async function revokeTagOverrule(
  { orm }: AdminContext,
  { company, ...input }: { readonly company: string } & z.input<typeof revocation>,
): Promise<void> {
  const target = parseInput(revocation, input);
  await orm.em.fork().transactional(async (em) => {
    const { id: companyId } = await findCompany(em, company);
    const isRevoked = await revokeOverrule(em, { companyId, now: new Date(), party: 'operator' }, target);
    if (!isRevoked) throw new AdminError(`${company} has no active overrule of "${target.value}".`);
  });
}
