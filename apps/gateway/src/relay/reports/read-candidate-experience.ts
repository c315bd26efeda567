import { addMonths, toTokyoDate, toTokyoMs } from '@goen/case-domain';
import { withCompany } from '@goen/case-store';
import { type CandidateExperience, type ExperienceQuery, minExperienceAnswers } from '@goen/contracts/public';
import type { GatewayContext } from '../../http/gateway-app.ts';

const defaultMonths = 12;

/**
 * Answers by month and stage, in groups that are complete and large enough: who watches a group grow by one learns what
 * one person said.
 */
export async function readCandidateExperience(
  { orm, now }: GatewayContext,
  companyId: string,
  { from, to }: ExperienceQuery,
): Promise<CandidateExperience> {
  const thisMonth = `${toTokyoDate(now().getTime()).slice(0, 7)}-01`;
  const first = from === undefined ? addMonths(thisMonth, -defaultMonths) : `${from}-01`;
  const afterLast = to === undefined ? thisMonth : addMonths(`${to}-01`, 1);
  const end = afterLast < thisMonth ? afterLast : thisMonth;
  const groups = await withCompany(orm, companyId, (em) =>
    em.execute<CandidateExperience['groups']>(
      `select to_char(answered_at at time zone 'Asia/Tokyo', 'YYYY-MM') as month, stage, count(*)::int as answers,
         round(avg(score), 1)::float8 as average,
         count(*) filter (where score >= 9)::int as promoters,
         count(*) filter (where score between 7 and 8)::int as passives,
         count(*) filter (where score <= 6)::int as detractors,
         coalesce(json_agg(comment order by md5(id::text)) filter (where comment is not null), '[]') as comments
       from experience_answer
       where company_id = ? and score is not null and answered_at >= ? and answered_at < ?
       group by month, stage having count(*) >= ? order by month desc, stage`,
      [companyId, new Date(toTokyoMs(first, 0)), new Date(toTokyoMs(end, 0)), minExperienceAnswers],
    ),
  );
  return { groups };
}
