import type { Em } from '@goen/case-store';
import type { RelayReport } from '@goen/contracts/public';
import { pgArray } from '@goen/service-kit';
import { buildCondition, factsInPeriod, measures } from './measures.ts';

type ConsentCounts = Pick<
  RelayReport,
  'invited_persons' | 'invited_persons_consented' | 'uninvited_persons_consented' | 'consent_rate'
>;

/** People, not facts: somebody who withdraws and consents again, or is invited twice, counts once. */
export async function countConsentingPersons(
  em: Em,
  companyId: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<ConsentCounts> {
  const kinds = [measures.relay_invitations.kind, measures.relay_consents.kind];
  const [counts] = await em.execute<{ invited: number; invited_consented: number; uninvited_consented: number }[]>(
    `select count(*) filter (where invited)::int as invited,
       count(*) filter (where invited and consented)::int as invited_consented,
       count(*) filter (where consented and not invited)::int as uninvited_consented
     from (
       select s.candidate_id, bool_or(${buildCondition('relay_invitations')}) as invited,
         bool_or(${buildCondition('relay_consents')}) as consented
       from (${factsInPeriod('cases')}) s group by s.candidate_id
     ) person`,
    [companyId, pgArray(kinds), from, to],
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
