import type { Em } from '@goen/case-store';
import type { RelayReport } from '@goen/contracts/public';

type ConsentCounts = Pick<
  RelayReport,
  'invited_persons' | 'invited_persons_consented' | 'uninvited_persons_consented' | 'consent_rate'
>;

/**
 * People, not facts: somebody who withdraws and consents again, or is invited twice, counts once. Reads the days and
 * people that the report keeps. People invited once who never consented are in the counts of the days already;
 * "offset 0" makes the server count each person's days once instead of once per mention.
 */
export async function countConsentingPersons(
  em: Em,
  companyId: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<ConsentCounts> {
  const within = (days: string) => `(select count(*) from unnest(${days}) as d where d >= ?::date and d < ?::date)`;
  const period = [from, to];
  const [counts] = await em.execute<{ invited: number; invited_consented: number; uninvited_consented: number }[]>(
    `select (select coalesce(sum(relay_invitations), 0) from report_day where company_id = ? and day >= ? and day < ?)::int
         - coalesce(sum(greatest(invitations - 1, 0)), 0)::int as invited,
       count(*) filter (where invitations > 0 and consents > 0)::int as invited_consented,
       count(*) filter (where invitations = 0 and consents > 0)::int as uninvited_consented
     from (select ${within('invited')} as invitations, ${within('consented')} as consents
       from report_person where company_id = ? and (cardinality(invited) > 1 or consented <> '{}') offset 0) person`,
    [companyId, ...period, ...period, ...period, companyId],
  );
  const invited = counts?.invited ?? 0;
  const consented = counts?.invited_consented ?? 0;
  return {
    invited_persons: invited,
    invited_persons_consented: consented,
    uninvited_persons_consented: counts?.uninvited_consented ?? 0,
    consent_rate: invited === 0 ? null : consented / invited,
  };
}
