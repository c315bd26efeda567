import type { Em } from '@goen/case-store';
import { type CountedMeasure, countedMeasure } from '@goen/contracts/public';
import { type Months, toDays } from './months.ts';

export type Count = {
  readonly month: string;
  readonly measure: CountedMeasure;
  readonly detail: string;
  readonly count: number;
};

/** What the company's facts count per month, measure and detail. */
export async function readCounts(em: Em, companyId: string, period: Months): Promise<Count[]> {
  const [from, to] = toDays(period);
  const rows = await em.execute<Count[]>(
    `select to_char(month, 'YYYY-MM') as month, measure, detail, sum(facts)::int as count
     from report_result where company_id = ? and month >= ? and month < ? group by 1, 2, 3
     union all
     select to_char(at at time zone 'Asia/Tokyo', 'YYYY-MM'), 're_invitation_mails', data ->> 'mail', count(*)::int
     from re_invitation_fact where company_id = ? and kind = 'mail.sent'
       and at >= (?::date)::timestamp at time zone 'Asia/Tokyo' and at < (?::date)::timestamp at time zone 'Asia/Tokyo'
     group by 1, 3
     order by 1, 2, 3`,
    [companyId, from, to, companyId, from, to],
  );
  // A newer version may count more.
  return rows.filter(({ measure }) => countedMeasure.safeParse(measure).success);
}

/** By the first day of its month. */
export async function readEnteredApplications(em: Em, companyId: string, period: Months): Promise<Map<string, number>> {
  const [from, to] = toDays(period);
  const rows = await em.execute<{ month: string; applications: number }[]>(
    `select to_char(month, 'YYYY-MM') as month, applications from entered_applications
     where company_id = ? and month >= ? and month < ?`,
    [companyId, from, to],
  );
  return new Map(rows.map(({ month, applications }) => [month, applications]));
}
