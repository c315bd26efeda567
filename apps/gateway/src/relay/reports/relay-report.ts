import { Company, type Em, withCompany } from '@goen/case-store';
import { type CompanySettings, companySettings } from '@goen/contracts/internal';
import { type RelayReport, type ReportGrouping, type ReportMeasure, reportMeasure } from '@goen/contracts/public';
import { pgArray } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { creditsEarned } from './credits-earned.ts';
import { conditionOf, groups, kindsOf, measures, type Source, sources } from './measures.ts';

export type Period = { readonly from: string; readonly to: string };
type Counts = Record<ReportMeasure, number>;

/**
 * What came back to a company: counts of its facts in a period of Tokyo dates, each with the address of the facts that
 * it was counted from.
 */
export async function relayReport(
  context: GatewayContext,
  companyId: string,
  { by, ...period }: Period & { readonly by: ReportGrouping },
): Promise<RelayReport> {
  const { settings, byGroup } = await withCompany(context.orm, companyId, async (em) => ({
    settings: companySettings.parse((await em.findOneOrFail(Company, { id: companyId })).settings),
    byGroup: await count(em, companyId, period, by),
  }));
  const total = Object.fromEntries(
    reportMeasure.options.map((name) => [name, [...byGroup.values()].reduce((sum, one) => sum + one[name], 0)]),
  ) as Counts;
  const asked = total.relay_invitations;
  return {
    ...period,
    by,
    total,
    rows: [...byGroup]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([group, counts]) => ({ group, counts, facts: addressesOf(period, by, group) })),
    consent_rate: asked === 0 ? null : total.relay_consents / asked,
    credits_earned: await creditsEarned(context, companyId, period),
    saved: savedBy(settings, total),
  };
}

async function count(em: Em, companyId: string, period: Period, by: ReportGrouping): Promise<Map<string, Counts>> {
  const found = new Map<string, Counts>();
  for (const source of Object.keys(sources) as Source[]) {
    const names = reportMeasure.options.filter((name) => measures[name].source === source);
    const columns = names.map((name) => `count(*) filter (where ${conditionOf(name)})::int as ${name}`);
    const rows = await em.execute<({ group: string } & Counts)[]>(
      `select ${groups[by]} as "group", ${columns.join(', ')} from (${within(source)}) s group by 1`,
      [companyId, pgArray(kindsOf(source)), period.from, period.to],
    );
    for (const row of rows) {
      const counts = found.get(row.group) ?? nothing();
      for (const name of names) counts[name] += row[name];
      found.set(row.group, counts);
    }
  }
  return found;
}

/** The facts of a source in a period. Parameters: company, kinds, from, to. */
export const within = (source: Source): string => `${sources[source]}
  where f.company_id = ? and f.kind = any(?::text[])
    and f.at >= (?::date)::timestamp at time zone 'Asia/Tokyo' and f.at < (?::date)::timestamp at time zone 'Asia/Tokyo'`;

const nothing = () => Object.fromEntries(reportMeasure.options.map((name) => [name, 0])) as Counts;

const addressesOf = ({ from, to }: Period, by: ReportGrouping, group: string) =>
  Object.fromEntries(
    reportMeasure.options.map((measure) => [
      measure,
      `/v1/reports/relay/facts?${new URLSearchParams({ from, to, measure, by, group }).toString()}`,
    ]),
  ) as Record<ReportMeasure, string>;

/** Only by what the company itself says that a hire costs and a mail takes: no figure of ours. */
function savedBy({ figures }: CompanySettings, total: Counts): RelayReport['saved'] {
  if (!figures) return null;
  const hires = (total.introduction_hires + total.hires_after_reapplying) * figures.costPerHireYen;
  const mails = Math.round((total.mails_sent * figures.minutesPerMail * figures.hourlyCostYen) / 60);
  return { currency: 'JPY', hires, mails, total: hires + mails };
}
