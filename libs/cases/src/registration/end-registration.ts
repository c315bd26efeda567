import { randomUUID } from 'node:crypto';
import { nextStep } from '@goen/case-domain';
import {
  Candidate,
  CandidateAddress,
  CandidateAlias,
  type Em,
  Registration,
  Rejection,
  UnRejection,
} from '@goen/case-store';
import type { RegistrationEnd } from '@goen/contracts/workflow';
import { clearCandidate } from '../erase/erase-candidate.ts';
import { toUnrejectedFact } from '../events/unrejected-fact.ts';
import { type NewFact } from '../fact-rows.ts';
import { lockIntake } from '../intake/lock-intake.ts';
import { recordFacts } from '../record-facts.ts';
import { lockRegistration } from './lock-registration.ts';
import type { RegistrationScope } from './register.ts';
import { templateSourceKey } from './template-source.ts';

export type EndedRegistration =
  | { readonly kind: 'ended'; readonly row: Registration }
  | { readonly kind: 'not_found' | 'not_unconfirmed' | 'not_confirmed_by_hand' };

type Scope = Pick<RegistrationScope, 'companyId' | 'now'>;

/** A member says that the person was not rejected by the company: it never earns, and its data is deleted at once. */
export async function refuseRegistration(
  em: Em,
  { companyId, now }: Scope,
  id: string,
  by: string,
): Promise<EndedRegistration> {
  await lockIntake(em, companyId);
  const row = await lockRegistration(em, companyId, id);
  if (row === null) return { kind: 'not_found' };
  if (row.state !== 'unconfirmed') return { kind: 'not_unconfirmed' };
  await endRegistration(em, row, 'refused', now, by);
  return { kind: 'ended', row };
}

/**
 * A member takes a confirmation back: the rejection that it stood for is cancelled, which reverses the point, and the data
 * is deleted. Not possible once a report, hook or import knows of a rejection: then an un-rejection is.
 */
export async function withdrawConfirmation(
  em: Em,
  { companyId, now }: Scope,
  id: string,
  by: string,
): Promise<EndedRegistration> {
  await lockIntake(em, companyId);
  const row = await lockRegistration(em, companyId, id);
  if (row === null) return { kind: 'not_found' };
  const { candidateId } = row;
  const rejections = await em.find(Rejection, { companyId, candidateId });
  const byHand = rejections.filter(({ sourceKey }) => sourceKey === templateSourceKey);
  const isByHand = row.state === 'confirmed' && row.confirmedHow === 'by_hand';
  if (!isByHand || byHand.length === 0 || byHand.length < rejections.length) return { kind: 'not_confirmed_by_hand' };
  const facts: NewFact[] = [];
  for (const { sourceKey, remoteId } of byHand) {
    await em.upsert(
      UnRejection,
      { id: randomUUID(), companyId, sourceKey, remoteId, occurredAt: now, createdAt: now },
      { onConflictFields: ['companyId', 'sourceKey', 'remoteId', 'occurredAt'], onConflictAction: 'ignore' },
    );
    facts.push(toUnrejectedFact({ sourceKey, remoteId }, now, now));
  }
  await endRegistration(em, row, 'withdrawn', now, by, facts);
  return { kind: 'ended', row };
}

/** Nobody confirmed it in time. Does nothing when the case no longer wants it. */
export async function expireRegistration(em: Em, caseId: string, registrationId: string, now: Date): Promise<void> {
  const row = await em.findOne(Registration, { id: registrationId });
  if (row === null) return;
  await recordFacts(
    { em, now },
    {
      caseId,
      wake: 'none',
      facts: async ({ file }) => {
        const step = nextStep(file, now.getTime());
        if (step.kind !== 'expire_registration' || step.registrationId !== registrationId) return null;
        await deleteData(em, row, 'expired', now, null);
        return toEndedFact(registrationId, 'expired', now);
      },
    },
  );
}

async function endRegistration(
  em: Em,
  row: Registration,
  reason: RegistrationEnd,
  now: Date,
  by: string,
  facts: readonly NewFact[] = [],
): Promise<void> {
  await recordFacts({ em, now }, { caseId: row.caseId, facts: [...facts, toEndedFact(row.id, reason, now)] });
  await deleteData(em, row, reason, now, by);
}

const toEndedFact = (registrationId: string, reason: RegistrationEnd, at: Date): NewFact => ({
  kind: 'registration.ended',
  at,
  data: { registrationId, reason },
  dedupeKey: `registration-ended:${registrationId}`,
});

/**
 * Deletes everything about the person, hashes of the address included: nothing says that they ever dealt with the company,
 * and they may apply or register later. A candidate who is known otherwise stays.
 */
async function deleteData(
  em: Em,
  row: Registration,
  reason: RegistrationEnd,
  now: Date,
  by: string | null,
): Promise<void> {
  const { candidateId } = row;
  em.assign(row, { state: reason, decidedBy: by, decidedAt: now, applicationId: null, jobName: null });
  await em.flush();
  const candidate = await em.findOneOrFail(Candidate, { id: candidateId }, { refresh: true });
  if (candidate.sourceKey !== templateSourceKey || candidate.erasedAt) return;
  const isKnownOtherwise = await em.count(CandidateAlias, { candidateId, sourceKey: { $ne: templateSourceKey } });
  if (isKnownOtherwise > 0) return;
  await clearCandidate(em, candidateId, now);
  await em.nativeDelete(CandidateAddress, { candidateId });
  await em.execute('update candidate set person_hash = null, address_state = null where id = ?', [candidateId]);
}
