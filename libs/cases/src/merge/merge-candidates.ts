import type { Em } from '@goen/case-store';
import { pgArray } from '@goen/service-kit';
import { clearCandidate } from '../erase/erase-candidate.ts';
import { refreshPoolProfile } from '../pool/pool-profile.ts';
import { settleMergedReInvitations } from '../re-invitations/leave-re-invitations.ts';
import { closeAddressQuestions } from '../shared-address/address-questions.ts';
import { markDuplicateReferrals } from './duplicate-referrals.ts';
import { closeSuperseded, planCaseMerge, recordCaseMerge } from './merge-cases.ts';

/**
 * Merges two candidates of a company who turned out to be one person: the older takes over everything of the later,
 * whose row stays empty. At most one case stays open. Returns false, and changes nothing, while both have a result mail
 * in flight: neither can be recalled. The caller holds the intake lock.
 */
export async function mergeCandidates(em: Em, olderId: string, laterId: string, now: Date): Promise<boolean> {
  await em.execute('select 1 from follow_up_case where candidate_id in (?, ?) order by id for update', [
    olderId,
    laterId,
  ]);
  const cases = await planCaseMerge(em, olderId, laterId);
  if (cases === null) return false;
  await closeSuperseded(em, cases);
  const shared = await findSharedAddresses(em, [olderId, laterId]);
  await settleMergedReInvitations(em, olderId, laterId, now);
  for (const sql of moves) await em.execute(sql, [olderId, laterId]);
  await em.execute('delete from candidate_address where candidate_id = ?', [laterId]);
  await clearCandidate(em, laterId, now);
  await em.execute(
    `update candidate set person_hash = null, merged_into = ?, relay_consent = 'unknown', relay_consent_lapses_at = null,
       address_state = null
     where id = ?`,
    [olderId, laterId],
  );
  await recordCaseMerge(em, olderId, cases, now);
  await markDuplicateReferrals(em, olderId, now);
  await refreshPoolProfile(em, olderId, now);
  if (shared) await closeAddressQuestions(em, { companyId: shared.companyId, now }, shared.hashes);
  return true;
}

/** The addresses that these candidates of one company share, with others or with each other. */
async function findSharedAddresses(em: Em, candidateIds: readonly string[]) {
  const sharers = await em.execute<{ company_id: string; person_hash: string }[]>(
    "select company_id, person_hash from candidate where id = any(?::uuid[]) and address_state = 'shared'",
    [pgArray(candidateIds)],
  );
  const [first] = sharers;
  return first && { companyId: first.company_id, hashes: new Set(sharers.map((sharer) => sharer.person_hash)) };
}

/** Each takes the older's id, then the later's. */
const moves = [
  ...[
    'follow_up_case',
    'rejection',
    'application',
    'candidate_link',
    'registration',
    'candidate_alias',
    'mail_edit',
    'complaint',
    'personal_note',
    'candidate_note',
    'candidate_correction',
    'correction_request',
    'feedback_request',
    'experience_answer',
    'introduction',
    're_invitation',
  ].map((table) => `update ${table} set candidate_id = ? where candidate_id = ?`),
  `insert into revisit (candidate_id, company_id, revisit_on, note, saved_by, saved_at)
   select ?::uuid, company_id, revisit_on, note, saved_by, saved_at from revisit where candidate_id = ?
   on conflict do nothing`,
  'update candidate set merged_into = ? where merged_into = ?',
  'update shared_address set owner_id = ? where owner_id = ?',
  `with own as (select ?::uuid as older, id, company_id, source_key, remote_id from candidate where id = ?)
   insert into candidate_alias (id, company_id, source_key, remote_id, candidate_id, created_at)
   select gen_random_uuid(), company_id, source_key, remote_id, older, now() from own
   on conflict (company_id, source_key, remote_id) do update set candidate_id = excluded.candidate_id`,
  `insert into candidate_tag (id, company_id, candidate_id, kind, value, value_key, searched_id)
   select gen_random_uuid(), company_id, ?::uuid, kind, value, value_key, searched_id from candidate_tag where candidate_id = ?
   on conflict do nothing`,
  `insert into candidate_address (id, company_id, candidate_id, person_hash, created_at)
   select gen_random_uuid(), company_id, ?::uuid, person_hash, created_at from candidate_address where candidate_id = ?
   on conflict do nothing`,
  // Companies the later excluded stay excluded, even when the older was not in the pool.
  `insert into pool_profile (candidate_id, company_id, person_hash, tags, keys, stage, state, waiting_since,
     consent_expires_at)
   select ?::uuid, company_id, person_hash, '{}', '{}', 'other', 'closed', waiting_since, consent_expires_at
   from pool_profile where candidate_id = ?
   on conflict do nothing`,
  // The older is found by the jobs of both; grams that are too many only cost a look at the key.
  `update candidate older set job_key = concat_ws(' ', older.job_key, later.job_key),
     search_grams = older.search_grams || later.search_grams
   from candidate later where older.id = ? and later.id = ?`,
  `update candidate older set unconfirmed = older.unconfirmed and later.unconfirmed
   from candidate later where older.id = ? and later.id = ?`,
  `update candidate older set last_stage = later.last_stage, last_rejected_at = later.last_rejected_at,
     last_reason_class = later.last_reason_class
   from candidate later where older.id = ? and later.id = ? and later.last_rejected_at > older.last_rejected_at`,
  `update pool_profile older set excluded_company_ids = older.excluded_company_ids || later.excluded_company_ids
   from pool_profile later where older.candidate_id = ? and later.candidate_id = ?`,
];
