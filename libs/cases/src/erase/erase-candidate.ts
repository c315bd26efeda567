import type { Em } from '@goen/case-store';
import {
  Application,
  Candidate,
  CandidateTag,
  FollowUpCase,
  HookDelivery,
  MailEdit,
  noSearchColumns,
  PoolProfile,
  Rejection,
} from '@goen/case-store';
import { pgArray } from '@goen/service-kit';
import { hashNames } from '../offers/name-hashes.ts';

/**
 * Deletes a candidate's personal data (個人情報保護法 Art. 35: a person may have the use stopped). The row and the
 * hashed address stay, so that a later report does not mail this person again.
 */
export async function eraseCandidate(em: Em, candidateId: string, at: Date, personHashKey: string): Promise<void> {
  const candidate = await em.findOne(Candidate, { id: candidateId }, { refresh: true });
  if (candidate && !candidate.erasedAt) await eraseOffersByAddress(em, candidate, personHashKey);
  await clearCandidate(em, candidateId, at);
}

/** The same, without what is known by the address alone: for a row whose person is known by another one. */
export async function clearCandidate(em: Em, candidateId: string, at: Date): Promise<void> {
  await em.nativeDelete(CandidateTag, { candidateId });
  await em.nativeDelete(PoolProfile, { candidateId });
  await em.nativeDelete(MailEdit, { candidateId });
  // Refused rows of imported files that contain an address of the person.
  await em.execute(
    `delete from file_import_row
     where person_hashes && array(select person_hash from candidate_address where candidate_id = ?)`,
    [candidateId],
  );
  await eraseOffers(em, candidateId);
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
      ...noSearchColumns,
      mayBeMailed: false,
      erasedAt: at,
    },
  );
}

/** By an id of the source. The facts of the cases keep that the person holds an offer. */
async function eraseOffers(em: Em, candidateId: string): Promise<void> {
  await em.execute(
    `with person as (select company_id, source_key, remote_id from candidate where id = ?
       union select company_id, source_key, remote_id from candidate_alias where candidate_id = ?)
     delete from offer where id in (
       select o.id from offer o join person p on o.company_id = p.company_id and o.source_key = p.source_key
         and o.candidate_remote_id = p.remote_id
       union select o.id from offer o join application a on o.company_id = a.company_id
         and o.source_key = a.source_key and o.application_remote_id = a.remote_id where a.candidate_id = ?)`,
    [candidateId, candidateId, candidateId],
  );
}

/** Not those of somebody with another name who has the address, too. */
async function eraseOffersByAddress(em: Em, candidate: Candidate, personHashKey: string): Promise<void> {
  const nameHashes = pgArray(hashNames(candidate, personHashKey));
  await em.execute(
    `delete from offer where company_id = ?
       and person_hashes && array(select person_hash from candidate_address where candidate_id = ?)
       and (name_hashes = '{}' or name_hashes && ?::text[] or ?::text[] = '{}')`,
    [candidate.companyId, candidate.id, nameHashes, nameHashes],
  );
}
