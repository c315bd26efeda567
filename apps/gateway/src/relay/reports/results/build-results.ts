import { Company, withCompany } from '@goen/case-store';
import { companySettings } from '@goen/contracts/internal';
import { type ResultMeasure, type ResultsReport, resultMeasure } from '@goen/contracts/public';
import type { GatewayContext } from '../../../http/gateway-app.ts';
import { refreshReportDays } from '../refresh-report-days.ts';
import { countApplications } from './count-applications.ts';
import { countExperience } from './count-experience.ts';
import { countReapplications } from './count-reapplications.ts';
import { estimateCosts } from './estimate-costs.ts';
import { toFactsAddress } from './facts-address.ts';
import { listMonths, type Months, shiftMonths } from './months.ts';
import { type Count, readCounts, readEnteredApplications } from './read-counts.ts';

/** What came of a company's rejections, in total and month by month. Each number has the address of its facts. */
export async function buildResults(
  context: GatewayContext,
  companyId: string,
  { from, to }: Months,
): Promise<ResultsReport> {
  const period = { from, to };
  const { settings, counts, before, entered, enteredBefore } = await withCompany(context.orm, companyId, async (em) => {
    await refreshReportDays(em, companyId);
    return {
      settings: companySettings.parse((await em.findOneOrFail(Company, { id: companyId })).settings),
      counts: await readCounts(em, companyId, period),
      before: await readCounts(em, companyId, shiftMonths(period, -12)),
      entered: await readEnteredApplications(em, companyId, period),
      enteredBefore: await readEnteredApplications(em, companyId, shiftMonths(period, -12)),
    };
  });
  const total = toSteps(counts, period);
  const mails = sumCounts(counts.filter(({ measure }) => measure === 'mails' || measure === 're_invitation_mails'));
  const freeHires = total.hired.count + total.hired_after_reapplying.count;
  return {
    ...period,
    total,
    months: listMonths(period).map((month) => ({
      month,
      steps: toSteps(
        counts.filter((count) => count.month === month),
        { from: month, to: month },
      ),
      applications: countApplications(month, { counts, before, entered, enteredBefore }),
    })),
    reapplications: countReapplications(counts, before, period),
    costs: estimateCosts(settings, { freeHires, mails }, period, context.now()),
    candidate_experience: await countExperience(context, companyId, period),
  };
}

function toSteps(counts: readonly Count[], period: Months): ResultsReport['total'] {
  const toStep = (measure: ResultMeasure) => ({
    count: sumCounts(counts.filter((count) => count.measure === measure)),
    facts: toFactsAddress(period, measure),
  });
  return Object.fromEntries(
    resultMeasure.options.map((measure) => [measure, toStep(measure)]),
  ) as ResultsReport['total'];
}

const sumCounts = (counts: readonly Count[]): number => counts.reduce((sum, { count }) => sum + count, 0);
