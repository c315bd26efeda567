import type { Em } from '@goen/case-store';
import { Candidate, FollowUpCase, findMergedCandidates, Introduction } from '@goen/case-store';
import { appendIntroductionFact, introductionFacts, wakeIntroductionAsReferrer } from './introductions.ts';

/**
 * Ends the person's open introductions after they withdrew the relay consent or asked for erasure, in the referrer's
 * session and transaction. After an erasure every company that ever received data must stop using it, and what
 * introductions hold about the person is deleted. May be repeated.
 */
export async function withdrawFromIntroductions(
  em: Em,
  candidateId: string,
  now: Date,
  { erased }: { erased: boolean },
): Promise<void> {
  const ofPerson = [...(await findMergedCandidates(em, [candidateId])).keys()];
  const concerned = { candidateId: { $in: ofPerson }, ...(erased ? {} : { state: { $ne: 'closed' as const } }) };
  for (const { id } of await em.find(Introduction, concerned, { fields: ['id'], orderBy: { id: 'asc' } })) {
    await em.execute('select 1 from introduction where id = ? for update', [id]);
    const row = await em.findOneOrFail(Introduction, { id }, { refresh: true });
    if (erased) await deleteProfile(em, row);
    const isProvided = row.state === 'accepted' || row.person !== null;
    if (isProvided ? !erased : row.state === 'closed') continue;
    const kind = isProvided ? 'candidate.stopped_use' : 'candidate.withdrew';
    if (isProvided) Object.assign(row, { person: null, useStoppedAt: row.useStoppedAt ?? now });
    await em.flush();
    if (await appendIntroductionFact(em, row, { kind, at: now, data: {}, dedupeKey: kind })) {
      await wakeIntroductionAsReferrer(em, row, now);
    }
  }
}

/**
 * Job categories stay where the person was asked: the placement ledger lists them (職業安定法施行規則 Art. 24-7). The
 * stage stays as it does on the rejection: reports count by it.
 */
async function deleteProfile(em: Em, row: Introduction): Promise<void> {
  const wasAsked = (await introductionFacts(em, row.id)).some(({ kind }) => kind === 'candidate.asked');
  const jobCategories = wasAsked ? row.profile.job_categories : [];
  row.profile = { ...row.profile, skills: [], regions: [], orientations: [], job_categories: jobCategories };
  row.scoreParts = {};
  await em.flush();
}

/** Wakes all introductions of a candidate that are not closed, in the referrer's session. */
export async function wakeCandidateIntroductions(em: Em, candidateId: string, now: Date): Promise<void> {
  const running = await em.find(Introduction, { candidateId, state: { $ne: 'closed' } }, { orderBy: { id: 'asc' } });
  for (const introduction of running) await wakeIntroductionAsReferrer(em, introduction, now);
}

/** The candidate of an introduction, in the referrer's session; by its case, which moves when candidates are merged. */
export async function findIntroducedCandidate(em: Em, of: Pick<Introduction, 'caseId'>): Promise<Candidate> {
  const { candidateId } = await em.findOneOrFail(FollowUpCase, { id: of.caseId });
  return em.findOneOrFail(Candidate, { id: candidateId });
}
