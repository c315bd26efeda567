import type { CaseRef, StepOf } from '@goen/candidate-case';
import { withCompany } from '@goen/case-store';
import { expireRegistration as expire } from '@goen/cases';
import type { ActivityContext } from '../activity-context.ts';

/** Deletes what a registration stored, unless it was confirmed meanwhile. The person has received no mail of a case. */
export function expireRegistration(
  { orm }: ActivityContext,
  { caseId, companyId, asOfMs }: CaseRef,
  { registrationId }: StepOf<'expire_registration'>,
): Promise<void> {
  return withCompany(orm, companyId, (em) => expire(em, caseId, registrationId, new Date(asOfMs)));
}
