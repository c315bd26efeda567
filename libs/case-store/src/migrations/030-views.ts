/**
 * Operators of arrays are not leakproof, so row-level security would prevent the use of their indexes. These views read
 * as the owner; who may select from them sees their rows of all companies. They hold no names, addresses or cases.
 */
export const relayViews: readonly (readonly [name: string, select: string])[] = [
  ['profile', `select * from pool_profile where state <> 'closed'`],
  [
    'position',
    `select id, company_id, required_ids, desired_ids, region_ids, remote, min_years, max_years, created_at
     from position where state = 'open'`,
  ],
  ['known_person', 'select company_id, person_hash from candidate_address'],
  ['person_address', 'select candidate_id, person_hash from candidate_address'],
  [
    'relay_consent',
    `select id as candidate_id, company_id, coalesce(relay_consent_lapses_at, '-infinity') as lapses_at
     from candidate where relay_consent = 'granted' and merged_into is null`,
  ],
];

/** By which a company's pool is searched: its own rows only. */
export const searchViews: readonly (readonly [name: string, select: string])[] = [
  [
    'own_candidate',
    `select id, company_id, last_stage, last_rejected_at, erased_at, prefecture_id, search_grams,
       coalesce(name_key, '') || ' ' || coalesce(job_key, '') as search_key
     from candidate where company_id = (select app_company())`,
  ],
  [
    'own_candidate_tag',
    `select candidate_id, company_id, kind, value_key, searched_id from candidate_tag
     where company_id = (select app_company())`,
  ],
];
