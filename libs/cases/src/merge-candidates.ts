import type { Em } from '@goen/case-store';
import { FollowUpCase } from '@goen/case-store';
import { eraseCandidate } from './erase-candidate.ts';
import { mergeCases, type OpenCases } from './merge-cases.ts';
import { refreshProfile } from './pool-profiles.ts';
import { markDuplicateReferrals } from './referrals.ts';

/**
 * Makes two candidates of a company one, since they turned out to be the same person: the older takes over all that the
 * later has, whose row is left empty. At most one case stays open. Answers false, and changes nothing, while both have
 * a mail under way that tells a result: neither can be taken back. The caller holds the lock of intakes.
 */
export async function mergeCandidates(em: Em, olderId: string, laterId: string, now: Date): Promise<boolean> {
  await em.execute('select 1 from follow_up_case where candidate_id in (?, ?) order by id for update', [
    olderId,
    laterId,
  ]);
  const open = await em.find(
    FollowUpCase,
    { candidateId: { $in: [olderId, laterId] }, state: 'open' },
    { refresh: true },
  );
  const cases: OpenCases = {
    older: open.find(({ candidateId }) => candidateId === olderId) ?? null,
    later: open.find(({ candidateId }) => candidateId === laterId) ?? null,
  };
  if (!(await mergeCases(em, cases, now))) return false;
  for (const sql of moves) await em.execute(sql, [olderId, laterId]);
  await em.execute('delete from candidate_address where candidate_id = ?', [laterId]);
  await eraseCandidate(em, laterId, now);
  await em.execute(
    `update candidate set person_hash = null, merged_into = ?, relay_consent = 'unknown', relay_consent_lapses_at = null
     where id = ?`,
    [olderId, laterId],
  );
  await markDuplicateReferrals(em, olderId, now);
  await refreshProfile(em, olderId, now);
  return true;
}

/** Each takes the older's id, then the later's. */
const moves = [
  ...[
    'follow_up_case',
    'rejection',
    'application',
    'candidate_link',
    'candidate_alias',
    'mail_edit',
    'introduction',
  ].map((table) => `update ${table} set candidate_id = ? where candidate_id = ?`),
  'update candidate set merged_into = ? where merged_into = ?',
  `with own as (select ?::uuid as older, id, company_id, source_key, remote_id from candidate where id = ?)
   insert into candidate_alias (id, company_id, source_key, remote_id, candidate_id, created_at)
   select gen_random_uuid(), company_id, source_key, remote_id, older, now() from own
   on conflict (company_id, source_key, remote_id) do update set candidate_id = excluded.candidate_id`,
  `insert into candidate_tag (id, company_id, candidate_id, kind, value, value_key)
   select gen_random_uuid(), company_id, ?::uuid, kind, value, value_key from candidate_tag where candidate_id = ?
   on conflict do nothing`,
  `insert into candidate_address (id, company_id, candidate_id, person_hash, created_at)
   select gen_random_uuid(), company_id, ?::uuid, person_hash, created_at from candidate_address where candidate_id = ?
   on conflict do nothing`,
  // Whom the later never wants to hear of is kept, also where the older was not in the pool.
  `insert into pool_profile (candidate_id, company_id, person_hash, tags, keys, stage, state, waiting_since,
     consent_expires_at)
   select ?::uuid, company_id, person_hash, '{}', '{}', 'other', 'closed', waiting_since, consent_expires_at
   from pool_profile where candidate_id = ?
   on conflict do nothing`,
  `update candidate older set last_stage = later.last_stage, last_rejected_at = later.last_rejected_at
   from candidate later where older.id = ? and later.id = ? and later.last_rejected_at > older.last_rejected_at`,
  `update pool_profile older set excluded_company_ids = older.excluded_company_ids || later.excluded_company_ids
   from pool_profile later where older.candidate_id = ? and later.candidate_id = ?`,
];
