import type { Channel, ReportedApplication } from './channel.ts';
import { reportThroughApi } from './channel-api.ts';
import { reportThroughGreenhouse } from './channel-greenhouse.ts';
import { reportThroughHrmos } from './channel-hrmos.ts';
import { connectSystem } from './connect-system.ts';
import type { GatewayApi } from './gateway-api.ts';
import type { Company } from './scenario.ts';

/** The latest rejection of each example file is shifted to this long ago. */
const latestAgoMs = 60_000;

const channels: Record<Company['channels'][number]['kind'], (channel: Channel) => Promise<ReportedApplication[]>> = {
  api: reportThroughApi,
  greenhouse: reportThroughGreenhouse,
  hrmos: reportThroughHrmos,
};

/** Reports the rejections of a company through its channels, with nothing but the public API. */
export async function reportRejections(
  api: GatewayApi,
  company: Company,
  report: (line: string) => void,
): Promise<readonly ReportedApplication[]> {
  const reported: ReportedApplication[] = [];
  for (const { kind, file } of company.channels) {
    const connect = (secrets: Record<string, string>) => connectSystem(api, kind, { secrets });
    const latest = new Date(Date.now() - latestAgoMs);
    reported.push(...(await channels[kind]({ api, connect, file, latest, company: company.name, report })));
  }
  return reported;
}
