import { Company, type Em, withCompany } from '@goen/case-store';
import { type CompanySettings, companySettings } from '@goen/contracts/internal';
import { type RelayReport, type ReportGrouping, type ReportMeasure, reportMeasure } from '@goen/contracts/public';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { countConsentingPersons } from './count-consenting-persons.ts';
import { countEarnedCredits } from './count-earned-credits.ts';
import { refreshReportDays } from './refresh-report-days.ts';

/** Dates in Asia/Tokyo; `to` is exclusive. */
type Period = { readonly from: string; readonly to: string };
type Counts = Record<ReportMeasure, number>;

/** Sums what a company's facts count per day in a period. Each number comes with the address that lists its facts. */
export async function buildRelayReport(
  context: GatewayContext,
  companyId: string,
  { by, ...period }: Period & { readonly by: ReportGrouping },
): Promise<RelayReport> {
  const { settings, countsByGroup, consents } = await withCompany(context.orm, companyId, async (em) => {
    await refreshReportDays(em, companyId);
    return {
      settings: companySettings.parse((await em.findOneOrFail(Company, { id: companyId })).settings),
      countsByGroup: await sumDays(em, companyId, period, by),
      consents: await countConsentingPersons(em, companyId, period),
    };
  });
  const total = sumCounts([...countsByGroup.values()]);
  return {
    ...period,
    by,
    total,
    rows: [...countsByGroup]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([group, counts]) => ({ group, counts, facts: buildFactAddresses(period, by, group) })),
    ...consents,
    credits_earned: await countEarnedCredits(context, companyId, period),
    saved: estimateSavings(settings, total),
  };
}

const groupColumns: Record<ReportGrouping, string> = {
  total: `'total'`,
  month: `to_char(day, 'YYYY-MM')`,
  stage: 'stage',
  job: 'job',
};

async function sumDays(
  em: Em,
  companyId: string,
  { from, to }: Period,
  by: ReportGrouping,
): Promise<Map<string, Counts>> {
  const names = reportMeasure.options;
  const rows = await em.execute<({ group: string } & Counts)[]>(
    `select ${groupColumns[by]} as "group", ${names.map((name) => `sum(${name})::int as ${name}`).join(', ')}
     from report_day where company_id = ? and day >= ? and day < ? group by 1`,
    [companyId, from, to],
  );
  return new Map(rows.map(({ group, ...counts }) => [group, counts]));
}

const sumCounts = (rows: readonly Counts[]): Counts =>
  mapMeasures((name) => rows.reduce((sum, counts) => sum + counts[name], 0));

const buildFactAddresses = ({ from, to }: Period, by: ReportGrouping, group: string) =>
  mapMeasures(
    (measure) => `/v1/reports/relay/facts?${new URLSearchParams({ from, to, measure, by, group }).toString()}`,
  );

const mapMeasures = <T>(toValue: (measure: ReportMeasure) => T) =>
  Object.fromEntries(reportMeasure.options.map((measure) => [measure, toValue(measure)])) as Record<ReportMeasure, T>;

/** Uses only the company's own figures for the cost of a hire and the time that a mail takes. */
function estimateSavings({ figures }: CompanySettings, total: Counts): RelayReport['saved'] {
  if (!figures) return null;
  const hires = (total.introduction_hires + total.hires_after_reapplying) * figures.costPerHireYen;
  const mails = Math.round((total.mails_sent * figures.minutesPerMail * figures.hourlyCostYen) / 60);
  return { currency: 'JPY', hires, mails, total: hires + mails };
}
