import type { Em } from '@goen/case-store';
import { Candidate, FollowUpCase, findMergedCandidates, Introduction } from '@goen/case-store';
import { appendIntroductionFact, wakeIntroductionAsReferrer } from './introductions.ts';

/**
 * The person ended the relay consent, or had their data erased: in the referrer's session and in the same transaction.
 * What is still asked ends. After an erasure also who received data is told to stop using it, however long ago that
 * was, and no name stays here.
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

/** Has the questions that are before a person, and what came of others, looked at anew: in the referrer's session. */
export async function wakeCandidateIntroductions(em: Em, candidateId: string, now: Date): Promise<void> {
  const running = await em.find(Introduction, { candidateId, state: { $ne: 'closed' } }, { orderBy: { id: 'asc' } });
  for (const one of running) await wakeIntroductionAsReferrer(em, one, now);
}

/** Who it is about, in the referrer's session. By the case, which follows a person who was found to be another. */
export async function findIntroducedCandidate(em: Em, of: Pick<Introduction, 'caseId'>): Promise<Candidate> {
  const { candidateId } = await em.findOneOrFail(FollowUpCase, { id: of.caseId });
  return em.findOneOrFail(Candidate, { id: candidateId });
}
