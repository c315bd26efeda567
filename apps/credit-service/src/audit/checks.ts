import { entryLines, pointsPerCredit } from '../ledger/accounts.ts';

/** A query that returns one row (`company`, `what`) per fault. */
export type Check = { readonly sql: string; readonly values?: readonly unknown[] };

const points = `('points', 'platform:points')`;
const moved = JSON.stringify(
  Object.entries(entryLines).flatMap(([kind, lines]) => lines.map((line) => ({ kind, ...line }))),
);

/** Points and credits each sum to zero in every entry. */
const zeroSum: Check = {
  sql: `select e.company_id as company, 'entry ' || e.id || ' does not sum to zero' as what
    from journal_entry e left join journal_line l on l.entry_seq = e.seq
    group by e.seq having coalesce(sum(l.amount) filter (where l.account in ${points}), 0) <> 0
      or coalesce(sum(l.amount) filter (where l.account not in ${points}), 0) <> 0 or count(l.account) = 0
    order by e.seq`,
};

/** Each entry has exactly the lines of its kind, on its own company's books. */
const linesOfKind: Check = {
  sql: `with moved as (select * from jsonb_to_recordset(?::jsonb) as m (kind text, account text, amount int)),
    wanted as (select e.seq, e.company_id, m.account, m.amount from journal_entry e join moved m using (kind)),
    wrong as (
      select coalesce(w.seq, l.entry_seq) as seq from wanted w full join journal_line l
        on l.entry_seq = w.seq and l.account = w.account and l.company_id = w.company_id and l.amount = w.amount
      where w.seq is null or l.entry_seq is null)
    select e.company_id as company, 'entry ' || e.id || ' does not move what a ' || e.kind || ' moves' as what
    from journal_entry e where e.seq in (select seq from wrong) order by e.seq`,
  values: [moved],
};

/** A reversal, capture or release names an earlier entry of the same company and of the right kind. */
const ends: Check = {
  sql: `select e.company_id as company, 'entry ' || e.id || ' ends nothing that it could' as what
    from journal_entry e left join journal_entry t
      on t.company_id = e.company_id and t.id = e.reverses and t.seq < e.seq
      and t.kind = case e.kind when 'reversal' then 'referral' when 'capture' then 'hold' when 'release' then 'hold' end
    where (e.kind in ('reversal', 'capture', 'release')) <> (t.seq is not null) order by e.seq`,
};

/** One point per company and person in twelve months, reversed ones aside. */
const onePointPerPerson: Check = {
  sql: `with counted as (select * from journal_entry r where kind = 'referral' and not exists
      (select 1 from journal_entry u where u.company_id = r.company_id and u.reverses = r.id))
    select b.company_id as company, 'entry ' || b.id || ' counts the person of ' || a.id || ' again' as what
    from counted a join counted b using (company_id, person_hash)
    where a.seq < b.seq and b.date < a.date + interval '12 months' and b.date > a.date - interval '12 months'
    order by b.seq, a.seq`,
};

const accounts = ['points', 'credits', 'held', 'spent'] as const;
const rebuilt = `select company_id, seq, id, ${accounts
  .map(
    (account) => `sum(coalesce((select l.amount from journal_line l
      where l.entry_seq = e.seq and l.account = '${account}'), 0)) over so_far as ${account}`,
  )
  .join(', ')}, points_after, credits_after, held_after, spent_after
  from journal_entry e window so_far as (partition by company_id order by seq)`;

/** The balance after each entry is the sum of all lines up to it. */
const running: Check = {
  sql: `select company_id as company, 'after entry ' || id || ' ' || account || ' are kept as ' || kept
      || ', the journal sums to ' || summed as what
    from (${rebuilt}) r, lateral (values ${accounts
      .map((account) => `('${account}', ${account}_after, ${account}::int)`)
      .join(', ')}) v (account, kept, summed)
    where kept <> summed order by seq, account`,
};

/** The balance of a company is the sum of its journal. */
const kept: Check = {
  sql: `with kept as (select company_id, account, amount from balance,
      lateral (values ${accounts.map((account) => `('${account}', ${account})`).join(', ')}) v (account, amount)),
    summed as (select company_id, account, sum(amount)::int as amount from journal_line
      where account not like 'platform:%' group by company_id, account)
    select coalesce(k.company_id, s.company_id) as company, coalesce(k.account, s.account) || ' is kept as '
      || coalesce(k.amount, 0) || ', the journal sums to ' || coalesce(s.amount, 0) as what
    from kept k full join summed s using (company_id, account)
    where coalesce(k.amount, 0) <> coalesce(s.amount, 0) order by 1, 2`,
};

/** Credits held are the holds that are open, credits spent those that were captured. */
const holds: Check = {
  sql: `with counted as (
      select b.company_id, b.held, b.spent,
        (select count(*) from journal_entry e where e.company_id = b.company_id and e.kind = 'hold' and not exists
          (select 1 from journal_entry x where x.company_id = e.company_id and x.reverses = e.id)) as open,
        (select count(*) from journal_entry e where e.company_id = b.company_id and e.kind = 'capture') as captured
      from balance b)
    select company_id as company, case when held <> open
      then 'held is kept as ' || held || ', open holds are ' || open
      else 'spent is kept as ' || spent || ', captures are ' || captured end as what
    from counted where held <> open or spent <> captured order by 1`,
};

/** Available credits = max(0, ⌊net points / 10⌋ − spent − held), where net points are referrals less reversals. */
const formula: Check = {
  sql: `with net as (
      select b.*, (select count(*) filter (where kind = 'referral') - count(*) filter (where kind = 'reversal')
        from journal_entry e where e.company_id = b.company_id) as net_points from balance b),
    due as (select *, greatest(0, floor(net_points / ?::numeric) - spent - held)::int as available from net)
    select company_id as company, 'credits are kept as ' || credits || ', by the rule they are ' || available as what
    from due where credits <> available order by 1`,
  values: [pointsPerCredit],
};

export const checks: readonly Check[] = [zeroSum, linesOfKind, ends, onePointPerPerson, running, kept, holds, formula];
