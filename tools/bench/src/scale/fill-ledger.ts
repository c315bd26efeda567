import type { Client } from 'pg';

/** A year of referrals per company, each tenth of which is a credit. As a superuser of the database `credit`. */
export async function fillLedger(credit: Client, referrals: readonly { companyId: string; count: number }[]) {
  await credit.query('set session_replication_role = replica');
  await credit.query(insertEntries, [referrals.map(({ companyId }) => companyId), referrals.map(({ count }) => count)]);
  await credit.query(insertLines);
  await credit.query(
    `insert into balance (company_id, points, credits, held, spent, last_at)
     select distinct on (company_id) company_id, points_after, credits_after, held_after, spent_after, at
     from journal_entry order by company_id, seq desc`,
  );
  await credit.query('reset session_replication_role');
  await credit.query('vacuum (analyze, freeze)');
}

const insertEntries = `
  insert into journal_entry (company_id, id, kind, inputs_hash, person_hash, date, at, points_after, credits_after,
    held_after, spent_after)
  select company_id, 'case-' || nth || ':' || kind, kind, 'x', case when kind = 'referral' then encode(
      sha256((company_id::text || nth)::bytea), 'hex') end, case when kind = 'referral' then at::date end, at,
    case when kind = 'conversion' then 0 when nth % 10 = 0 then 10 else nth % 10 end,
    case when kind = 'conversion' then nth / 10 else (nth - 1) / 10 end, 0, 0
  from (select company_id, nth, kind, date_trunc('milliseconds', now()) - interval '360 days' * (1 - nth::float8 / count) as at
    from unnest($1::uuid[], $2::int[]) as company (company_id, count), generate_series(1, count) nth,
      unnest(array['referral', 'conversion']) kind
    where kind = 'referral' or nth % 10 = 0) e
  order by at, company_id, nth, kind desc`;

const insertLines = `
  insert into journal_line (entry_seq, account, company_id, amount)
  select seq, account, company_id, amount from journal_entry join (values
      ('referral', 'platform:points', -1), ('referral', 'points', 1), ('conversion', 'points', -10),
      ('conversion', 'platform:points', 10), ('conversion', 'platform:credits', -1), ('conversion', 'credits', 1))
    as line (kind, account, amount) using (kind)`;
