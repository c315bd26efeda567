import { Client } from 'pg';
import type { Benchmark, Metric, RunContext, RunResult } from '../benchmark.ts';
import { percentiles } from '../percentiles.ts';
import { measureSend } from '../yardsticks/measure-pg-boss.ts';
import { copyRows, measureRows } from '../yardsticks/measure-rows.ts';
import { generateReports } from './generate-reports.ts';
import { type PostedReports, postReports } from './post-reports.ts';
import { type AcceptProcesses, type CpuMs, startAcceptProcesses } from './start-processes.ts';

export const accept: Benchmark = {
  name: 'accept',
  description: 'Single rejection reports per second over HTTP: of one company, and of many.',
  defaults: { reports: 10_000, companies: 20, concurrency: 64, profile: 0 },
  run,
};

/** Enough for the gateway's code to be compiled before it is measured. */
const warmUpReports = 1_000;

async function run(context: RunContext): Promise<RunResult> {
  const { reports: count = 0, companies = 1, concurrency = 1 } = context.settings;
  const processes = await startAcceptProcesses(context, companies);
  const { url, apiKeys, superuserUrl } = processes;
  try {
    const now = new Date();
    const reports = generateReports(context.seed, count, now);
    await postReports(url, apiKeys, generateReports(context.seed + 1, warmUpReports, now), concurrency);
    context.report(`Reporting ${count} rejections of one company, ${concurrency} in flight …`);
    const atStart = processes.readCpuMs();
    const singleCompany = await postReports(url, apiKeys.slice(0, 1), reports, concurrency);
    const afterOne = processes.readCpuMs();
    context.report(`Reporting ${count} rejections of ${companies} companies, ${concurrency} in flight …`);
    const manyCompanies = await postReports(url, apiKeys, generateReports(context.seed + 2, count, now), concurrency);
    const afterMany = processes.readCpuMs();
    const peakRssMb = processes.readPeakRssMb();
    context.report(`Sending ${count} jobs with pg-boss, ${concurrency} in flight …`);
    const bossPerS = await measureSend(superuserUrl, reports, concurrency);
    context.report(`Inserting the rows of ${count} reports, ${concurrency} transactions in flight …`);
    const { rowsPerS, accepted } = await measurePlainRows(processes, count, concurrency);
    const yardsticks = { bossPerS, rowsPerS };
    const lost = warmUpReports + 2 * count - accepted;
    return {
      metrics: [
        ...toMetrics('', 'one company', count, singleCompany, yardsticks),
        ...toMetrics('companies_', `${companies} companies`, count, manyCompanies, yardsticks),
        ...toCpuMetrics('', 'one company', count, atStart, afterOne),
        ...toCpuMetrics('companies_', `${companies} companies`, count, afterOne, afterMany),
        { key: 'pg_boss_per_s', label: 'jobs that pg-boss sends', value: bossPerS, unit: '/s' },
        { key: 'rows_per_s', label: 'reports inserted as plain rows', value: rowsPerS, unit: '/s' },
        { key: 'peak_rss_mb', label: 'memory of the gateway', value: peakRssMb, unit: 'MB', goal: { atMost: 300 } },
        { key: 'lost', label: 'reports without a rejection', value: lost, unit: '', goal: { atMost: 0 } },
      ],
      versions: { postgres: processes.postgresVersion },
    };
  } finally {
    context.report('Stopping …');
    await processes.stop();
  }
}

/** Also the number of rejections that the gateway has stored. */
async function measurePlainRows({ superuserUrl }: AcceptProcesses, count: number, concurrency: number) {
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ n: number }>('select count(*)::int as n from rejection');
    const rowsPerS = await measureRows(superuserUrl, await copyRows(client, count), concurrency);
    return { rowsPerS, accepted: rows[0]?.n ?? 0 };
  } finally {
    await client.end();
  }
}

function toMetrics(
  prefix: string,
  label: string,
  count: number,
  { seconds, latenciesMs }: PostedReports,
  { bossPerS, rowsPerS }: { readonly bossPerS: number; readonly rowsPerS: number },
): Metric[] {
  const perS = count / seconds;
  const latency = percentiles(latenciesMs, [50, 99]);
  return [
    { key: `${prefix}per_s`, label: `reports, ${label}`, value: perS, unit: '/s', goal: { atLeast: 1_000 } },
    { key: `${prefix}p50_ms`, label: `request to response, ${label}, 50%`, value: latency[50], unit: 'ms' },
    {
      key: `${prefix}p99_ms`,
      label: `request to response, ${label}, 99%`,
      value: latency[99],
      unit: 'ms',
      goal: { atMost: 150 },
    },
    {
      key: `${prefix}ratio_to_pg_boss`,
      label: `reports per job of pg-boss, ${label}`,
      value: perS / bossPerS,
      unit: '',
      goal: { atLeast: 0.5 },
    },
    {
      key: `${prefix}ratio_to_rows`,
      label: `reports per report of plain rows, ${label}`,
      value: perS / rowsPerS,
      unit: '',
    },
  ];
}

const toCpuMetrics = (prefix: string, label: string, count: number, before: CpuMs, after: CpuMs): Metric[] =>
  (['gateway', 'postgres'] as const).map((process) => ({
    key: `${prefix}${process}_cpu_us`,
    label: `CPU time per report, ${process}, ${label}`,
    value: ((after[process] - before[process]) * 1_000) / count,
    unit: 'µs',
  }));
