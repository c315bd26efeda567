import { TagOverrule } from '@goen/case-store';
import { overruleTag, recordAudit, revokeOverrule } from '@goen/cases';
import { newTagOverrule } from '@goen/contracts/public';
import { formatActor } from '@goen/contracts/workflow';
import type { z } from 'zod';
import { type AdminContext, findCompany } from './admin-context.ts';
import { AdminError, parseInput } from './admin-error.ts';
import { nameActors } from './operator-actor.ts';

/** The company's active overrules, one per line: value, when, who, why. */
export async function listTagOverrules({ orm }: AdminContext, company: string): Promise<string> {
  const em = orm.em.fork();
  const { id: companyId } = await findCompany(em, company);
  const rows = await em.find(TagOverrule, { companyId, revokedAt: null }, { orderBy: { createdAt: 'asc', id: 'asc' } });
  if (rows.length === 0) return `${company} has no active overrules.`;
  const nameActor = await nameActors(
    em,
    rows.map(({ overruledBy }) => overruledBy),
  );
  return rows
    .map((row) => [row.value, row.createdAt.toISOString(), nameActor(row.overruledBy), row.because].join('\t'))
    .join('\n');
}

/** Overrules for a company, also what the operator revoked before. */
export async function createTagOverrule(
  { orm, actor }: AdminContext,
  { company, ...input }: { readonly company: string } & z.input<typeof newTagOverrule>,
): Promise<void> {
  const overrule = parseInput(newTagOverrule, input);
  await orm.em.fork().transactional(async (em) => {
    const { id: companyId } = await findCompany(em, company);
    const scope = { companyId, now: new Date(), party: 'operator' } as const;
    const outcome = await overruleTag(em, scope, { ...overrule, by: formatActor(actor) });
    switch (outcome.kind) {
      case 'never_overruled':
        throw new AdminError(`"${overrule.value}" is about a person; nobody overrules it.`);
      case 'not_refused':
        throw new AdminError(`"${overrule.value}" is not refused.`);
      case 'overruled': {
        const subject = { type: 'tag_overrule', id: outcome.row.id };
        if (outcome.isNew) await recordAudit(em, { companyId, actor, action: 'tag_overrule.created', subject });
        return;
      }
      case 'revoked_by_operator':
    }
  });
}

const revocation = newTagOverrule.pick({ value: true });

/** Revokes an overrule for good: the company cannot repeat it. Throws an AdminError when there is none. */
export async function revokeTagOverrule(
  { orm, actor }: AdminContext,
  { company, ...input }: { readonly company: string } & z.input<typeof revocation>,
): Promise<void> {
  const target = parseInput(revocation, input);
  await orm.em.fork().transactional(async (em) => {
    const { id: companyId } = await findCompany(em, company);
    const scope = { companyId, now: new Date(), party: 'operator' } as const;
    const revoked = await revokeOverrule(em, scope, { ...target, by: formatActor(actor) });
    if (revoked === null) throw new AdminError(`${company} has no active overrule of "${target.value}".`);
    const subject = { type: 'tag_overrule', id: revoked };
    await recordAudit(em, { companyId, actor, action: 'tag_overrule.revoked', subject });
  });
}
