import type { ResultsReport } from '@goen/contracts/public';
import type { GatewayContext } from '../../../http/gateway-app.ts';
import { readCandidateExperience } from '../read-candidate-experience.ts';
import type { Months } from './months.ts';

/** Over the groups that the company may see anyway, so that the sum says nothing more about anybody. */
export async function countExperience(
  context: GatewayContext,
  companyId: string,
  { from, to }: Months,
): Promise<ResultsReport['candidate_experience']> {
  const { groups } = await readCandidateExperience(context, companyId, { from, to });
  const sum = (read: (group: (typeof groups)[number]) => number) => groups.reduce((n, group) => n + read(group), 0);
  const answers = sum((group) => group.answers);
  if (answers === 0) return null;
  return {
    answers,
    average: Math.round((sum((group) => group.average * group.answers) / answers) * 10) / 10,
    promoters: sum((group) => group.promoters),
    passives: sum((group) => group.passives),
    detractors: sum((group) => group.detractors),
    facts: `/v1/reports/candidate-experience?${new URLSearchParams({ from, to }).toString()}`,
  };
}
