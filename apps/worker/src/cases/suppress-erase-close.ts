import type { CaseRef, StepOf } from '@goen/candidate-case';
import { nextStep } from '@goen/case-domain';
import { Candidate, CandidateAddress, type Em, FollowUpCase, withCompany } from '@goen/case-store';
import { certifyMailErasure, eraseCandidate, type LoadedCase, loadCase } from '@goen/cases';
import { type ErasureRequest, maxErasedHashes, type SuppressionRequest } from '@goen/contracts/internal';
import { withdrawFromIntroductions } from '@goen/relay';
import { z } from 'zod';
import type { ActivityContext } from '../activity-context.ts';
import { callService } from '../services/call-service.ts';
import { recordStep } from './record-step.ts';

/** Suppresses the company's regulated mails to the person in mail-service, whatever the case decides later. */
export async function suppress(context: ActivityContext, ref: CaseRef): Promise<void> {
  const { email, at } = await readUnsubscribed(context, ref);
  if (email) {
    const reason = 'unsubscribed';
    const request: SuppressionRequest = {
      company: ref.companyId,
      email,
      scope: 'regulated',
      reason,
      ...(at && { at }),
    };
    await callService(context.mail, '/suppressions', request, z.unknown());
  }
  await recordStep(context, ref, () => ({ kind: 'suppression.recorded', at: new Date(ref.asOfMs), data: {} }));
}

/**
 * Deletes the person's rows here and their mails in mail-service: because they asked for it (個人情報保護法 Art. 35), or
 * because the time for which they were kept is over (Art. 22). Does nothing when it is no longer due.
 */
export async function erase(context: ActivityContext, ref: CaseRef): Promise<void> {
  const reason = await withCompany(context.orm, ref.companyId, async (em) => {
    const loaded = await loadCase(em, ref.caseId);
    return loaded && findErasureReason(loaded, ref.asOfMs);
  });
  if (reason === null) return;
  const { id, hashes } = await readAddresses(context, ref);
  for (let first = 0; first < hashes.length; first += maxErasedHashes) {
    const personHashes = hashes.slice(first, first + maxErasedHashes);
    const request: ErasureRequest = {
      company: ref.companyId,
      personHashes,
      ...(reason === 'kept_no_longer' ? { suppress: false } : {}),
    };
    await callService(context.mail, '/erasures', request, z.unknown());
  }
  await recordStep(context, ref, async (loaded, em) => {
    // The person may have renewed meanwhile.
    if (findErasureReason(loaded, ref.asOfMs) !== reason) return null;
    const at = new Date(ref.asOfMs);
    // Also when they asked: a match may have been made since.
    await withdrawFromIntroductions(em, id, at, { erased: true });
    if (reason === 'asked') {
      await eraseCandidate(em, id, at, context.personHashKey);
      await certifyMailErasure(em, id, at);
      return { kind: 'erasure.done', at, data: {} };
    }
    await eraseCandidate(em, id, at, context.personHashKey, reason);
    await certifyMailErasure(em, id, at);
    return { kind: 'erasure.done', at, data: { because: reason } };
  });
}

/** Null: nothing is to be erased now. */
function findErasureReason({ file }: LoadedCase, asOfMs: number): 'asked' | 'kept_no_longer' | null {
  if (nextStep(file, asOfMs).kind !== 'erase') return null;
  const last = file.facts.findLast(({ kind }) => kind === 'erasure.requested' || kind === 'erasure.done');
  return last?.kind === 'erasure.requested' ? 'asked' : 'kept_no_longer';
}

/** Closes the case, unless something was recorded since that was decided. */
export async function close(context: ActivityContext, ref: CaseRef, _step: StepOf<'close'>): Promise<void> {
  await recordStep(context, ref, ({ file }) => {
    const step = nextStep(file, ref.asOfMs);
    return step.kind === 'close'
      ? { kind: 'case.closed', at: new Date(ref.asOfMs), data: { reason: step.reason } }
      : null;
  });
}

/** The address to suppress, and when the person last unsubscribed. */
const readUnsubscribed = ({ orm }: ActivityContext, { caseId, companyId }: CaseRef) =>
  withCompany(orm, companyId, async (em) => {
    const { email } = await findCandidateOfCase(em, caseId);
    const facts = (await loadCase(em, caseId))?.file.facts ?? [];
    return { email, at: facts.findLast(({ kind }) => kind === 'mail.unsubscribed')?.at };
  });

/** The hashes of all current and former addresses of the case's candidate. */
function readAddresses(
  { orm }: ActivityContext,
  { caseId, companyId }: CaseRef,
): Promise<{ readonly id: string; readonly hashes: readonly string[] }> {
  return withCompany(orm, companyId, async (em) => {
    const { id, personHash } = await findCandidateOfCase(em, caseId);
    const known = await em.find(CandidateAddress, { candidateId: id }, { orderBy: { createdAt: 'asc' } });
    const hashes = new Set(known.map((address) => address.personHash));
    if (personHash) hashes.add(personHash);
    return { id, hashes: [...hashes] };
  });
}

async function findCandidateOfCase(em: Em, caseId: string): Promise<Candidate> {
  const row = await em.findOneOrFail(FollowUpCase, { id: caseId });
  return em.findOneOrFail(Candidate, { id: row.candidateId });
}
