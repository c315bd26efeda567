import type { Em } from '@goen/case-store';
import {
  Application,
  Candidate,
  CandidateTag,
  FollowUpCase,
  HookDelivery,
  MailEdit,
  PoolProfile,
  Rejection,
} from '@goen/case-store';

/**
 * Deletes a candidate's personal data (個人情報保護法 Art. 35: a person may have the use stopped). The row and the
 * hashed address stay, so that a later report does not mail this person again.
 */
export async function eraseCandidate(em: Em, candidateId: string, at: Date): Promise<void> {
  await em.nativeDelete(CandidateTag, { candidateId });
  await em.nativeDelete(PoolProfile, { candidateId });
  await em.nativeDelete(MailEdit, { candidateId });
  // Refused rows of imported files that contain an address of the person.
  await em.execute(
    `delete from file_import_row
     where person_hashes && array(select person_hash from candidate_address where candidate_id = ?)`,
    [candidateId],
  );
  await em.nativeUpdate(
    Application,
    { candidateId },
    { jobRemoteId: null, remoteUrl: null, appliedAt: null, customFields: {}, remoteData: {} },
  );
  const cases = await em.find(FollowUpCase, { candidateId }, { fields: ['id'] });
  const caseIds = cases.map(({ id }) => id);
  await em.nativeUpdate(HookDelivery, { caseIds: { $overlap: caseIds } }, { request: null });
  await em.execute(
    `update hook_delivery set request = null
     where person_hashes && array(select person_hash from candidate_address where candidate_id = ?)`,
    [candidateId],
  );
  await em.nativeUpdate(Rejection, { candidateId }, { reason: null });
  await em.nativeUpdate(
    Candidate,
    { id: candidateId },
    {
      familyName: null,
      givenName: null,
      familyNameKana: null,
      givenNameKana: null,
      fullName: null,
      email: null,
      emails: [],
      phones: [],
      prefecture: null,
      experienceYears: null,
      locale: null,
      mayBeMailed: false,
      erasedAt: at,
    },
  );
}
