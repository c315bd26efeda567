import type { Em } from '@goen/case-store';
import {
  Application,
  Candidate,
  CandidateAddress,
  CandidateCorrection,
  CandidateNote,
  CandidateTag,
  Complaint,
  CorrectionRequest,
  FeedbackRequest,
  FollowUpCase,
  MailEdit,
  noSearchColumns,
  PersonalNote,
  PoolProfile,
  Rejection,
} from '@goen/case-store';
import { candidateActor, formatActor, systemActor } from '@goen/contracts/workflow';
import { pgArray } from '@goen/service-kit';
import { raw } from '@mikro-orm/core';
import { settleMerges } from '../merge/merged-ids.ts';
import { hashNames } from '../offers/name-hashes.ts';
import { eraseReInvitations } from '../re-invitations/leave-re-invitations.ts';
import { certifyErasure, type ErasureOrigin } from './certify-erasure.ts';
import { forgetExperience } from './forget-experience.ts';

/**
 * Deletes a candidate's personal data (個人情報保護法 Art. 35: a person may have the use stopped). The row and the
 * hashed address stay, so that a later report does not mail this person again. `because`: nobody asked for it, so a later
 * application makes them a candidate again.
 */
export async function eraseCandidate(
  em: Em,
  candidateId: string,
  at: Date,
  personHashKey: string,
  because: Candidate['erasedBecause'] = null,
  origin: ErasureOrigin = toOrigin(because),
): Promise<void> {
  const candidate = await em.findOne(Candidate, { id: candidateId }, { refresh: true });
  if (candidate && !candidate.erasedAt) {
    await certifyErasure(em, candidate, at, origin);
    await settleMerges(em, candidate, at);
    await eraseOffersByAddress(em, candidate, personHashKey);
  }
  await clearCandidate(em, candidateId, at);
  if (because) await em.nativeUpdate(Candidate, { id: candidateId }, { erasedBecause: because });
}

/** Without another origin, the person asked on their own page. */
const toOrigin = (because: Candidate['erasedBecause']): ErasureOrigin =>
  because
    ? { by: formatActor(systemActor), reason: because }
    : { by: formatActor(candidateActor), reason: 'asked_by_person' };

/** The same, without what is known by the address alone: for a row whose person is known by another one. */
export async function clearCandidate(em: Em, candidateId: string, at: Date): Promise<void> {
  await em.nativeDelete(CandidateTag, { candidateId });
  await em.nativeDelete(PoolProfile, { candidateId });
  await em.nativeDelete(MailEdit, { candidateId });
  // That there was a complaint stays; what it said does not.
  await em.nativeUpdate(Complaint, { candidateId }, { text: null, answer: null });
  await em.nativeDelete(PersonalNote, { candidateId });
  await em.nativeDelete(CandidateNote, { candidateId });
  await em.nativeDelete(CandidateCorrection, { candidateId });
  await em.nativeDelete(CorrectionRequest, { candidateId });
  await em.nativeDelete(FeedbackRequest, { candidateId });
  await forgetExperience(em, candidateId, at);
  const hashes = await readPersonHashes(em, candidateId);
  // Refused rows of imported files that contain an address of the person.
  await em.execute('delete from pool.own_file_import_row where person_hashes && ?::text[]', [hashes]);
  await eraseOffers(em, candidateId);
  await forgetOpenApplications(em, candidateId);
  await em.nativeUpdate(
    Application,
    { candidateId },
    { jobRemoteId: null, remoteUrl: null, appliedAt: null, customFields: {}, remoteData: {} },
  );
  const cases = await em.find(FollowUpCase, { candidateId }, { fields: ['id'] });
  await em.execute(
    'update pool.own_hook_delivery set request = null where case_ids && ?::uuid[] or person_hashes && ?::text[]',
    [pgArray(cases.map(({ id }) => id)), hashes],
  );
  await em.nativeUpdate(Rejection, { candidateId }, { reason: null });
  await eraseReInvitations(em, candidateId, at);
  await em.execute(
    `update registration set job_name = null, application_id = null,
       state = case state when 'unconfirmed' then 'erased' else state end where candidate_id = ?`,
    [candidateId],
  );
  // The only stored responses that contain names. A repeat of such a request runs again.
  await em.execute(
    `delete from idempotency_key where route like '/v1/shared-addresses/%'
    and company_id = (select company_id from candidate where id = ?)`,
    [candidateId],
  );
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
      corrections: null,
      lastReasonClass: null,
      invitableFrom: null,
      mayBeMailed: false,
      keepUntil: null,
      // The case's own erasure repeats this one: what CRMs deleted in between was deleted after the erasure.
      erasedAt: raw('coalesce(erased_at, ?)', [at]),
      erasedBecause: null,
    },
  );
}

/** Of all addresses that the person ever had, as a value for SQL. */
async function readPersonHashes(em: Em, candidateId: string): Promise<string> {
  const addresses = await em.find(CandidateAddress, { candidateId }, { fields: ['personHash'] });
  return pgArray(addresses.map(({ personHash }) => personHash));
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

/** Other applications of the person that are still in selection, as far as the source's ids say so. */
async function forgetOpenApplications(em: Em, candidateId: string): Promise<void> {
  await em.execute(
    `with person as (select company_id, source_key, remote_id from candidate where id = ?
       union select company_id, source_key, remote_id from candidate_alias where candidate_id = ?)
     delete from open_application where id in (
       select o.id from open_application o join person p on o.company_id = p.company_id
         and p.source_key = 'connection:' || o.connection_id and o.candidate_remote_id = p.remote_id
       union select o.id from open_application o join application a on o.company_id = a.company_id
         and a.source_key = 'connection:' || o.connection_id and o.application_remote_id = a.remote_id
       where a.candidate_id = ?)`,
    [candidateId, candidateId, candidateId],
  );
}

/** Not those of somebody with another name who has the address, too. */
async function eraseOffersByAddress(em: Em, candidate: Candidate, personHashKey: string): Promise<void> {
  const nameHashes = pgArray(hashNames(candidate, personHashKey));
  await em.execute(
    `delete from pool.own_offer where person_hashes && ?::text[]
       and (name_hashes = '{}' or name_hashes && ?::text[] or ?::text[] = '{}')`,
    [await readPersonHashes(em, candidate.id), nameHashes, nameHashes],
  );
}
