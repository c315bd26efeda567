import { openConsole, withCompany } from '@goen/case-store';
import { type AuditActor, issueKey } from '@goen/cases';
import type { CompanySettings } from '@goen/contracts/internal';
import type { NewOperatorCompany, OperatorCompanyCreated } from '@goen/contracts/public';
import { HttpProblem } from '@goen/service-kit';
import { AdminError, createCompany } from '../../cli/index.ts';
import { toStoredFields } from '../../company-settings/field-names.ts';
import { readScopes } from '../../identity/api-keys/read-scopes.ts';
import { inviteMember } from '../../identity/members/members.ts';
import type { OperatorContext } from '../operator-context.ts';
import { getOperatorCompany } from './list-companies.ts';

/**
 * Creates a company with its first owner, who is invited by mail, and a key if one is asked for. Throws
 * `invalid_request`. Should the database go away after the first step, the owner is invited by
 * `POST /operator/companies/{id}/owners`.
 */
export async function createOperatorCompany(
  context: OperatorContext,
  { name, slug, sandbox, sender, owner, key }: NewOperatorCompany,
  actor: AuditActor,
): Promise<OperatorCompanyCreated> {
  const scopes = key === null ? null : readScopes(key.scopes, '/key/scopes');
  const settings = toSettings(sender, sandbox);
  const { id: companyId } = await createCompany(
    { orm: await openConsole(context.orm), actor },
    { name, slug, settings },
  ).catch((error: unknown) => {
    if (!(error instanceof AdminError)) throw error;
    throw new HttpProblem('invalid_request', {
      errors: [{ pointer: '/slug', code: 'invalid', detail: error.message }],
    });
  });
  await inviteMember(context, companyId, { ...owner, role: 'owner' }, actor);
  const issued =
    key === null || scopes === null
      ? null
      : await withCompany(context.orm, companyId, (em) =>
          issueKey(em, { companyId, name: key.name, scopes, expiresAt: null, isTest: sandbox }, actor),
        );
  return { company: await getOperatorCompany(context, companyId), key: issued?.key ?? null };
}

/** A text that is left out, or null, is not set. */
const toSettings = (sender: NewOperatorCompany['sender'], sandbox: boolean): CompanySettings =>
  ({
    sender: toStoredFields(Object.fromEntries(Object.entries(sender).filter(([, value]) => value !== null))),
    ...(sandbox && { mailProvider: 'sandbox' }),
  }) as unknown as CompanySettings;
