import type { Database } from '@goen/service-kit/database';

export type Fault = { readonly company: string | null; readonly what: string };

/** Recomputes every balance from the journal and compares; looks for entries that do not sum to zero. Empty: sound. */
export async function audit(orm: Database): Promise<Fault[]> {
  const em = orm.em.fork();
  const unbalanced = await em.execute<{ company: string; entry: string }[]>(
    `select e.company_id as company, e.id as entry from journal_entry e left join journal_line l on l.entry_seq = e.seq
     group by e.seq having coalesce(sum(l.amount) filter (where l.account in ('points', 'platform:points')), 0) <> 0
       or coalesce(sum(l.amount) filter (where l.account not in ('points', 'platform:points')), 0) <> 0
       or count(l.account) = 0`,
  );
  const drifted = await em.execute<{ company: string; account: string; kept: number; summed: number }[]>(
    `with kept as (
       select company_id, account, amount from balance,
         lateral (values ('points', points), ('credits', credits), ('held', held), ('spent', spent)) as v (account, amount)),
     summed as (
       select company_id, account, sum(amount)::int as amount from journal_line
       where account not like 'platform:%' group by company_id, account)
     select coalesce(k.company_id, s.company_id) as company, coalesce(k.account, s.account) as account,
       coalesce(k.amount, 0) as kept, coalesce(s.amount, 0) as summed
     from kept k full join summed s using (company_id, account)
     where coalesce(k.amount, 0) <> coalesce(s.amount, 0)`,
  );
  return [
    ...unbalanced.map(({ company, entry }) => ({ company, what: `entry ${entry} does not sum to zero` })),
    ...drifted.map(({ company, account, kept, summed }) => ({
      company,
      what: `${account} is kept as ${kept}, the journal sums to ${summed}`,
    })),
  ];
}
