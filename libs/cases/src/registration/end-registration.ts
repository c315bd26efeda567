import { randomUUID } from 'node:crypto';
import { describeCase, nextStep } from '@goen/case-domain';
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
import { loadCase } from '../load-case.ts';
import { recordFacts } from '../record-facts.ts';
import { lockRegistration } from './lock-registration.ts';
import type { RegistrationScope } from './register.ts';
import { templateSourceKey } from './template-source.ts';

export type EndedRegistration =
  /** `row.state`: `confirmed` where a report stands for the confirmation that was taken back. */
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
 * is deleted. Where a report, hook or import knows of a rejection that stands, that one confirms the registration.
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
  if (!isByHand || byHand.length === 0) return { kind: 'not_confirmed_by_hand' };
  const facts: NewFact[] = [];
  for (const { sourceKey, remoteId } of byHand) {
    await em.upsert(
      UnRejection,
      { id: randomUUID(), companyId, sourceKey, remoteId, occurredAt: now, createdAt: now },
      { onConflictFields: ['companyId', 'sourceKey', 'remoteId', 'occurredAt'], onConflictAction: 'ignore' },
    );
    facts.push(toUnrejectedFact({ sourceKey, remoteId }, now, now));
  }
  const reported = rejections.filter((rejection) => !byHand.includes(rejection));
  if (await hasLiveRejection(em, reported, now)) {
    await recordFacts({ em, now }, { caseId: row.caseId, facts });
    em.assign(row, { confirmedHow: 'reported', decidedBy: by, decidedAt: now });
    await em.flush();
  } else {
    await endRegistration(em, row, 'withdrawn', now, by, facts);
  }
  return { kind: 'ended', row };
}

/** Whether one of these was not un-rejected since. */
async function hasLiveRejection(em: Em, rejections: readonly Rejection[], now: Date): Promise<boolean> {
  for (const caseId of new Set(rejections.map((rejection) => rejection.caseId))) {
    const loaded = await loadCase(em, caseId);
    const cancelled = loaded ? describeCase(loaded.file, now.getTime()).cancelledRejectionIds : [];
    if (rejections.some((rejection) => rejection.caseId === caseId && !cancelled.includes(rejection.id))) return true;
  }
  return false;
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
        const rows = await findEndingWith(em, row, 'expired');
        await deleteData(em, rows, 'expired', now, null);
        return rows.map(({ id }) => toEndedFact(id, 'expired', now));
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
  const rows = await findEndingWith(em, row, reason);
  const ended = rows.map(({ id }) => toEndedFact(id, reason, now));
  await recordFacts({ em, now }, { caseId: row.caseId, facts: [...facts, ...ended] });
  await deleteData(em, rows, reason, now, by);
}

/** With a registration end the person's others that wait, and those that only the withdrawn word had confirmed. */
async function findEndingWith(em: Em, row: Registration, reason: RegistrationEnd): Promise<Registration[]> {
  const states = reason === 'withdrawn' ? ['unconfirmed' as const, 'confirmed' as const] : ['unconfirmed' as const];
  const others = await em.find(
    Registration,
    { candidateId: row.candidateId, state: { $in: states }, id: { $ne: row.id } },
    { orderBy: { createdAt: 'asc', id: 'asc' } },
  );
  return [row, ...others];
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
  [row, ...others]: readonly Registration[],
  reason: RegistrationEnd,
  now: Date,
  by: string | null,
): Promise<void> {
  if (row === undefined) return;
  const { candidateId } = row;
  for (const ended of [row, ...others]) {
    em.assign(ended, { state: reason, decidedBy: by, decidedAt: now, applicationId: null, jobName: null });
  }
  await em.flush();
  const candidate = await em.findOneOrFail(Candidate, { id: candidateId }, { refresh: true });
  if (candidate.sourceKey !== templateSourceKey || candidate.erasedAt) return;
  const isKnownOtherwise = await em.count(CandidateAlias, { candidateId, sourceKey: { $ne: templateSourceKey } });
  if (isKnownOtherwise > 0) return;
  await clearCandidate(em, candidateId, now);
  await em.nativeDelete(CandidateAddress, { candidateId });
  await em.execute('update candidate set person_hash = null, address_state = null where id = ?', [candidateId]);
}
