import { withCompany } from '@goen/case-store';
import { type AuditActor, resumeCompany, suspendCompany, wakeOtherMails } from '@goen/cases';
import type { OperatorCompany } from '@goen/contracts/public';
import { type OperatorContext, withConsole } from '../operator-context.ts';
import { getOperatorCompany } from './list-companies.ts';

/** Throws `not_found`. */
export async function suspendOperatorCompany(
  context: OperatorContext,
  { companyId, because }: { readonly companyId: string; readonly because: string },
  actor: AuditActor,
): Promise<OperatorCompany> {
  await withConsole(context, (em) => suspendCompany(em, { companyId, because, now: context.now() }, actor));
  return getOperatorCompany(context, companyId);
}

/** Throws `not_found`. Introductions and re-invitations that are not woken, because of a crash, wake within a day. */
export async function resumeOperatorCompany(
  context: OperatorContext,
  companyId: string,
  actor: AuditActor,
): Promise<OperatorCompany> {
  const isResumed = await withConsole(context, (em) => resumeCompany(em, { companyId, now: context.now() }, actor));
  if (isResumed) await withCompany(context.orm, companyId, (em) => wakeOtherMails(em, companyId));
  return getOperatorCompany(context, companyId);
}
