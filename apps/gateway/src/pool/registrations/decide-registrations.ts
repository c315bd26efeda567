import { type Em, withCompany } from '@goen/case-store';
import {
  type AuditActor,
  confirmRegistration,
  recordAudit,
  refuseRegistration,
  withdrawConfirmation,
} from '@goen/cases';
import type { CompanySettings } from '@goen/contracts/internal';
import {
  type ProblemCode,
  type RegistrationDecision,
  type RegistrationDecisionResult,
  registrationDecision,
} from '@goen/contracts/public';
import { formatActor } from '@goen/contracts/workflow';
import { HttpProblem, toProblem, validate } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { loadCompanySettings } from '../../services/read-company-settings.ts';

/** One result per row, in order. Each row is its own transaction, so that a bad row does not affect the others. */
export async function decideRegistrations(
  context: GatewayContext,
  companyId: string,
  rows: readonly unknown[],
  actor: AuditActor,
): Promise<RegistrationDecisionResult[]> {
  const settings = await loadCompanySettings(context.orm, companyId);
  const results: RegistrationDecisionResult[] = [];
  // Sequentially: the limit of the month counts them one after another.
  for (const row of rows) results.push(await decideRow(context, companyId, settings, row, actor));
  return results;
}

const auditActions = {
  confirm: 'registration.confirmed',
  refuse: 'registration.refused',
  withdraw: 'registration.withdrawn',
} as const;

async function decideRow(
  context: GatewayContext,
  companyId: string,
  settings: CompanySettings,
  row: unknown,
  actor: AuditActor,
): Promise<RegistrationDecisionResult> {
  try {
    const decision = validate(row, registrationDecision);
    return await withCompany(context.orm, companyId, async (em) => {
      const decided = await decide(em, context, { companyId, settings }, decision, formatActor(actor));
      // Thrown inside the transaction, so that nothing of a refused decision stays.
      if (!('row' in decided)) throw toRefusal(decided.kind);
      const subject = { type: 'registration', id: decision.id };
      await recordAudit(em, { companyId, actor, action: auditActions[decision.action], subject });
      return { id: decision.id, status: 200, state: decided.row.state };
    });
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error;
    const problem = toProblem(error.code, error.extra);
    return { id: readId(row), status: problem.status, problem };
  }
}

function decide(
  em: Em,
  { orm, personHashKey, now }: GatewayContext,
  { companyId, settings }: { readonly companyId: string; readonly settings: CompanySettings },
  { id, action, rejected_on: rejectedOn, stage, candidate_id: candidateId }: RegistrationDecision,
  by: string,
) {
  const scope = { companyId, personHashKey, now: now(), settings };
  if (action === 'refuse') return refuseRegistration(em, scope, id, by);
  if (action === 'withdraw') return withdrawConfirmation(em, scope, id, by);
  const confirmation = {
    by,
    rejectedOn: rejectedOn ?? null,
    stage: stage ?? null,
    candidateId: candidateId ?? null,
  };
  return confirmRegistration(em, orm, scope, id, confirmation);
}

type Refused = Exclude<Awaited<ReturnType<typeof decide>>, { row: unknown }>['kind'];

const codes: Partial<Record<Refused, ProblemCode>> = {
  not_found: 'not_found',
  not_unconfirmed: 'registration_decided',
  not_confirmed_by_hand: 'registration_decided',
  confirmation_limit: 'confirmation_limit',
  mail_under_way: 'mail_under_way',
};
const fields: Partial<Record<Refused, { readonly pointer: string; readonly detail: string }>> = {
  no_such_candidate: { pointer: '/candidate_id', detail: 'You have no such candidate.' },
  rejected_after_registration: { pointer: '/rejected_on', detail: 'They registered before this date.' },
};

function toRefusal(kind: Refused): HttpProblem {
  const field = fields[kind];
  if (field) return new HttpProblem('invalid_request', { errors: [{ ...field, code: kind }] });
  return new HttpProblem(codes[kind] ?? 'invalid_request');
}

const readId = (row: unknown): string | null =>
  typeof row === 'object' && row !== null && 'id' in row && typeof row.id === 'string' ? row.id : null;
