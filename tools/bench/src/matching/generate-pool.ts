import { jobCategories, orientations, prefectures, skills } from '@goen/case-domain/tags';
import type { Client } from 'pg';

/** Percentages of candidates; the others live anywhere in Japan, or do not say where. */
const regionShares: Readonly<Record<string, number>> = {
  tokyo: 40,
  osaka: 10,
  kanagawa: 8,
  aichi: 6,
  saitama: 5,
  chiba: 4,
  fukuoka: 4,
  hyogo: 3,
  kyoto: 3,
  hokkaido: 2,
};
const otherPrefectures = 7;

const isTechnical = (id: string) =>
  /engineer|developer|data_|sre|cto|designer|it_|product_manager|project_manager/.test(id);
const toTagIds = (kind: string, entries: readonly { readonly id: string }[]) =>
  entries.map(({ id }) => `${kind}:${id}`);
const technicalSkillCount = skills.findIndex(({ id }) => id === 'corporate_sales');
const [technical, commercial] = [
  jobCategories.filter(({ id }) => isTechnical(id)),
  jobCategories.filter(({ id }) => !isTechnical(id)),
];

/** In order of popularity: the first entries are drawn by far the most. */
export const popularityLists = {
  technicalSkills: toTagIds('skill', skills.slice(0, technicalSkillCount)),
  commercialSkills: toTagIds('skill', skills.slice(technicalSkillCount)),
  technicalCategories: toTagIds('job_category', technical),
  commercialCategories: toTagIds('job_category', commercial),
  orientations: toTagIds('orientation', orientations),
  /** A hundred regions, each as often as its percentage. */
  regions: [
    ...Object.entries(regionShares).flatMap(([id, share]) => Array.from({ length: share }, () => `region:${id}`)),
    ...prefectures
      .filter(({ id }) => !(id in regionShares))
      .slice(0, otherPrefectures)
      .map(({ id }) => `region:${id}`),
    ...Array.from({ length: 100 - 85 - otherPrefectures }, () => 'region:?'),
  ],
} as const;

/** How fast popularity drops: two in five people of a cluster have its first skill. */
export const skew = 2.2;

/** Draws are hashes of the row, so that the same seed generates the same pool in any order. */
const buildFunctions = (seed: number) => [
  `create function pg_temp.u(n bigint, draw int) returns float8 language sql immutable
     as $$ select (hashint8extended(n * 64 + draw, ${seed}) & 9007199254740991)::float8 / 9007199254740992 $$`,
  `create function pg_temp.pick(list text[], u float8) returns text language sql immutable
     as $$ select list[1 + floor(power(u, ${skew}) * cardinality(list))::int] $$`,
];

/** The first 20 also know people of other companies. */
const companies = 40;
const companySql = (n: string) => `(lpad(to_hex(1 + (${n}) % ${companies}), 32, '0'))::uuid`;
export const toCompanyId = (index: number): string =>
  (1 + (index % companies))
    .toString(16)
    .padStart(32, '0')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/**
 * Fills the pool with profiles of different people, as the owner of the schema. There are no candidates or cases, since
 * matching reads neither. Indexes are created after the rows.
 */
export async function fillPool(owner: Client, { seed, profiles, now }: { seed: number; profiles: number; now: Date }) {
  const run = (sql: string, values: unknown[] = []) => owner.query(sql, values);
  for (const sql of buildFunctions(seed)) await run(sql);
  await run(
    `insert into company select ${companySql('n')}, 'C' || n, 'c' || n, '{}', now() from generate_series(0, $1) n`,
    [companies - 1],
  );
  const indexes = await owner.query<{ name: string; definition: string }>(
    `select indexname as name, indexdef as definition from pg_indexes
     where tablename in ('pool_profile', 'candidate_address') and indexname not like '%_pkey'
       and indexname <> 'candidate_address_once'`,
  );
  for (const { name } of indexes.rows) await run(`drop index ${name}`);
  // Without a write-ahead log, filling takes half the time; the data is temporary anyway.
  for (const table of ['pool_profile', 'candidate_address']) await run(`alter table ${table} set unlogged`);
  await run("set maintenance_work_mem = '512MB'");
  await run('alter table pool_profile drop constraint pool_profile_candidate_id_fkey');
  await run('alter table pool_profile drop constraint pool_profile_case_id_fkey');
  await run('alter table candidate_address drop constraint candidate_address_candidate_id_fkey');
  await run(insertProfiles, [
    profiles,
    now,
    popularityLists.technicalSkills,
    popularityLists.commercialSkills,
    popularityLists.technicalCategories,
    popularityLists.commercialCategories,
    popularityLists.orientations,
    popularityLists.regions,
  ]);
  await run(
    `insert into candidate_address
     select candidate_id, company_id, candidate_id, person_hash, waiting_since from pool_profile`,
  );
  await run(
    `insert into candidate_address
     select gen_random_uuid(), ${companySql('n % 20')}, candidate_id, person_hash, waiting_since
     from (select *, row_number() over () as n from pool_profile where pg_temp.u(hashtext(person_hash), 60) < 0.05) p
     on conflict do nothing`,
  );
  for (const { definition } of indexes.rows) await run(definition);
  await run('vacuum analyze pool_profile');
  await run('vacuum analyze candidate_address');
}

const insertProfiles = `
  with drawn as materialized (
    select n, pg_temp.u(n, 0) < 0.45 as is_technical, $2::timestamptz - pg_temp.u(n, 1) * interval '364 days' as since,
      (array['documents', 'documents', 'documents', 'documents', 'documents', 'interview', 'interview', 'interview',
        'final', 'other'])[1 + floor(pg_temp.u(n, 2) * 10)::int] as stage,
      (array[0, 1, 3, 5, 5, 10, 10, null, null, null])[1 + floor(pg_temp.u(n, 3) * 10)::int] as years,
      ($8::text[])[1 + floor(pg_temp.u(n, 4) * 100)::int] as region
    from generate_series(1, $1::int) n),
  tagged as materialized (
    select n, since, stage, years, region,
      array(select distinct tag collate "C" from unnest(array[
        pg_temp.pick(case when is_technical then $5::text[] else $6::text[] end, pg_temp.u(n, 5)),
        case when pg_temp.u(n, 6) < 0.3
          then pg_temp.pick(case when is_technical then $5::text[] else $6::text[] end, pg_temp.u(n, 7)) end]
        || array(select pg_temp.pick(case when is_technical then $3::text[] else $4::text[] end, pg_temp.u(n, 20 + nth))
          from generate_series(0, 2 + floor(pg_temp.u(n, 12) * 5)::int) nth)) tag
        where tag is not null order by 1) as anchors,
      array_remove(array[
        case when pg_temp.u(n, 8) < 0.5 then pg_temp.pick($7::text[], pg_temp.u(n, 9)) end,
        case when pg_temp.u(n, 10) < 0.2 then pg_temp.pick($7::text[], pg_temp.u(n, 11)) end], null) as orientations,
      '#' || ((extract(year from since at time zone 'UTC') * 12 + extract(month from since at time zone 'UTC') - 1) * 2
        + (extract(day from since at time zone 'UTC') > 15)::int)::int as half
    from drawn)
  insert into pool_profile (candidate_id, company_id, case_id, person_hash, tags, keys, experience_from, experience_to,
    stage, state, waiting_since, consent_expires_at)
  select md5('candidate' || n)::uuid, ${companySql('n')}, md5('case' || n)::uuid, md5('person' || n),
    anchors || orientations || array_remove(array[nullif(region, 'region:?')], null),
    array(select anchor || place || half from unnest(anchors) anchor,
      unnest(array['', '@' || substr(region, 8)]
        || case when 'orientation:relocation' = any(orientations) then array['@*'] else '{}' end) place),
    years, (case years when 0 then 1 when 1 then 3 when 3 then 5 when 5 then 10 end), stage, 'open', since,
    since + interval '365 days'
  from tagged`;
