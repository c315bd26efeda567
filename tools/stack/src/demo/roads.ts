import { connectionView } from '@goen/contracts/public';
import type { GatewayApi } from './api.ts';
import type { ReportedApplication } from './channel.ts';
import { reportGreenhouse } from './road-greenhouse.ts';
import { reportHrmos } from './road-hrmos.ts';
import { loadReports } from './road-reports.ts';
import type { Company } from './scenario.ts';

/** What the newest rejection of the examples is moved to: a little ago. */
const latest = () => new Date(Date.now() - 60_000);

/** Lets a company's systems tell their rejections: each by its own road, through what the gateway offers to anyone. */
export async function reportAll(
  api: GatewayApi,
  company: Company,
  report: (line: string) => void,
): Promise<readonly ReportedApplication[]> {
  const reported: ReportedApplication[] = [];
  for (const { kind, file } of company.roads) {
    if (kind === 'api') {
      const reports = loadReports(file, latest());
      report(`${company.name} reports ${reports.length} rejection(s) by the API …`);
      await api.reportBatch(reports);
      reported.push(
        ...reports.map(({ source, application, candidate }) => ({
          applicationId: application.remote_id,
          candidateId: candidate.remote_id,
          address: candidate.emails?.[0]?.value ?? null,
          source,
        })),
      );
      continue;
    }
    const connect = async (secrets: Record<string, string>) =>
      connectionView.parse(await api.post('/v1/connections', { kind, name: `${company.name} ${kind}`, secrets }));
    const tell = kind === 'hrmos' ? reportHrmos : reportGreenhouse;
    reported.push(...(await tell({ api, connect, file, latest: latest(), company: company.name, report })));
  }
  return reported;
}
