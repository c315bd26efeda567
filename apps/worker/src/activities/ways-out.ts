import type { CaseRef, StepOf } from '@goen/candidate-case';
import { nextStep } from '@goen/case-domain';
import { Candidate, eraseCandidate, FollowUpCase, withCompany } from '@goen/case-store';
import type { ErasureRequest, SuppressionRequest } from '@goen/contracts';
import { z } from 'zod';
import type { ActivityContext } from '../activity-context.ts';
import { callService } from '../services/call-service.ts';
import { record } from './record.ts';

/** Has mail-service refuse regulated mails of this company to the person, beneath the rules of the case. */
export async function suppress(context: ActivityContext, ref: CaseRef): Promise<void> {
  const { email } = await candidateOf(context, ref);
  if (email) {
    const request: SuppressionRequest = { company: ref.companyId, email, scope: 'regulated', reason: 'unsubscribed' };
    await callService(context.mail, '/suppressions', request, z.unknown());
  }
  await record(context, ref, () => ({ kind: 'suppression.recorded', at: new Date(ref.asOfMs), data: {} }));
}

/** Deletes the person's rows here and their mails in mail-service (個人情報保護法 Art. 35). */
export async function erase(context: ActivityContext, ref: CaseRef): Promise<void> {
  const { id, personHash } = await candidateOf(context, ref);
  if (personHash) {
    const request: ErasureRequest = { company: ref.companyId, personHash };
    await callService(context.mail, '/erasures', request, z.unknown());
  }
  await record(context, ref, async (_loaded, em) => {
    await eraseCandidate(em, id, new Date(ref.asOfMs));
    return { kind: 'erasure.done', at: new Date(ref.asOfMs), data: {} };
  });
}

/** Closes the case, unless something came in since that was decided. */
export async function close(context: ActivityContext, ref: CaseRef, _step: StepOf<'close'>): Promise<void> {
  await record(context, ref, ({ file }) => {
    const step = nextStep(file, ref.asOfMs);
    return step.kind === 'close'
      ? { kind: 'case.closed', at: new Date(ref.asOfMs), data: { reason: step.reason } }
      : null;
  });
}

function candidateOf({ orm }: ActivityContext, { caseId, companyId }: CaseRef): Promise<Candidate> {
  return withCompany(orm, companyId, async (em) => {
    const row = await em.findOneOrFail(FollowUpCase, { id: caseId });
    return em.findOneOrFail(Candidate, { id: row.candidateId });
  });
}
