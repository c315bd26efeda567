import { z } from 'zod';
import type { AdminContext } from './admin-context.ts';
import { parseInput } from './admin-error.ts';
import { nameActors } from './operator-actor.ts';

/**
 * The registrations that members confirmed by hand in a month (Asia/Tokyo), one per line: company, when, who, what became
 * of it, the ledger entry of its point, and the registration. They rest on the company's word alone.
 */
export async function listHandConfirmations({ orm }: AdminContext, month: string): Promise<string> {
  const from = `${parseInput(z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be YYYY-MM'), month)}-01`;
  const em = orm.em.fork();
  const rows = await em.execute<Record<string, string | null>[]>(
    `select c.slug, to_char(r.confirmed_at at time zone 'Asia/Tokyo', 'YYYY-MM-DD HH24:MI') as at, r.decided_by, r.state,
       (select f.data ->> 'entryId' from fact f where f.candidate_id = r.candidate_id and f.kind = 'referral.made'
         order by f.seq desc limit 1) as entry, r.id
     from registration r join company c on c.id = r.company_id
     where r.confirmed_how = 'by_hand' and r.confirmed_at >= (?::date)::timestamp at time zone 'Asia/Tokyo'
       and r.confirmed_at < (?::date + interval '1 month')::timestamp at time zone 'Asia/Tokyo'
     order by c.slug, r.confirmed_at, r.id`,
    [from, from],
  );
  if (rows.length === 0) return `No registration was confirmed by hand in ${month}.`;
  const nameActor = await nameActors(
    em,
    rows.map((row) => row.decided_by),
  );
  return rows
    .map((row) => [row.slug, row.at, nameActor(row.decided_by), row.state, row.entry ?? '-', row.id].join('\t'))
    .join('\n');
}
