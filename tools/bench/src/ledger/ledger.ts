import type { Benchmark, Metric, RunContext, RunResult } from '../benchmark.ts';
import { percentiles } from '../percentiles.ts';
import { generatePostings } from './generate-postings.ts';
import { insertSameRows } from './insert-rows.ts';
import { type PostedReferrals, postReferrals, sumPoints } from './post-referrals.ts';
import { type LedgerProcesses, startLedgerProcesses } from './start-processes.ts';

export const ledger: Benchmark = {
  name: 'ledger',
  description: 'Postings per second to the credit ledger: on many accounts, and all on one.',
  defaults: { postings: 20_000, accounts: 200, hot: 10_000, concurrency: 200, profile: 0 },
  run,
};

/** Enough for the service's code to be compiled before it is measured. */
const warmUpPostings = 2_000;

async function run(context: RunContext): Promise<RunResult> {
  const { postings = 0, accounts = 1, hot = 0, concurrency = 1 } = context.settings;
  const processes = await startLedgerProcesses(context);
  try {
    const spreadPostings = generatePostings(context.seed, postings, accounts);
    const hotPostings = generatePostings(context.seed, hot, 1);
    await postReferrals(processes, generatePostings(context.seed + 1, warmUpPostings, accounts), concurrency);
    context.report(`Posting ${postings} points on ${accounts} accounts, ${concurrency} in flight …`);
    const cpu = readCpu(processes);
    const spread = await postReferrals(processes, spreadPostings, concurrency);
    context.report(`Posting ${hot} points on one account, ${concurrency} in flight …`);
    const hotAccount = await postReferrals(processes, hotPostings, concurrency);
    const cpuUs = toMicrosecondsPerPosting(cpu, readCpu(processes), postings + hot);
    context.report('Auditing the books …');
    const companies = new Set([...spreadPostings, ...hotPostings].map(({ company }) => company));
    const lost = postings + hot - (await sumPoints(processes, companies));
    context.report('Inserting the same rows without the service …');
    const plainPerS = (warmUpPostings + postings + hot) / ((await insertSameRows(processes.databaseUrl)) / 1000);
    const metrics = [
      ...toMetrics('', 'many accounts', postings, spread, 10_000),
      ...toMetrics('hot_account_', 'one account', hot, hotAccount, 8_000),
      ...toRatios(plainPerS, postings / (spread.elapsedMs / 1000), hot / (hotAccount.elapsedMs / 1000)),
      ...(['service', 'postgres', 'client'] as const).map((part) => ({
        key: `${part}_cpu_us`,
        label: `CPU time per posting, ${part}`,
        value: cpuUs[part],
        unit: 'µs',
      })),
      { key: 'lost', label: 'points missing from the balances', value: lost, unit: '', goal: { atMost: 0 } },
      {
        key: 'audit_faults',
        label: 'audit faults',
        value: await processes.countAuditFaults(),
        unit: '',
        goal: { atMost: 0 },
      },
    ];
    return { metrics, versions: { postgres: processes.postgresVersion } };
  } finally {
    context.report('Stopping …');
    await processes.stop();
  }
}

type Cpu = { readonly client: number; readonly postgres: number; readonly service: number };

/** In milliseconds. */
function readCpu(processes: LedgerProcesses): Cpu {
  const { user, system } = process.cpuUsage();
  return { client: (user + system) / 1000, ...processes.readCpuMs() };
}

function toMicrosecondsPerPosting(before: Cpu, after: Cpu, count: number): Cpu {
  const perPosting = (part: keyof Cpu) => ((after[part] - before[part]) * 1000) / Math.max(1, count);
  return { client: perPosting('client'), postgres: perPosting('postgres'), service: perPosting('service') };
}

const toRatios = (plainPerS: number, spreadPerS: number, hotPerS: number): Metric[] => [
  { key: 'plain_rows_per_s', label: 'postings as plain multi-row inserts', value: plainPerS, unit: '/s' },
  { key: 'ratio_to_rows', label: 'many accounts ÷ plain inserts', value: spreadPerS / plainPerS, unit: '' },
  { key: 'hot_account_ratio_to_rows', label: 'one account ÷ plain inserts', value: hotPerS / plainPerS, unit: '' },
];

function toMetrics(
  prefix: string,
  accounts: string,
  count: number,
  { elapsedMs, latenciesMs }: PostedReferrals,
  goal: number,
): Metric[] {
  const latency = percentiles(latenciesMs, [50, 95, 99]);
  return [
    {
      key: `${prefix}postings_per_s`,
      label: `postings, ${accounts}`,
      value: count / (Math.max(1, elapsedMs) / 1000),
      unit: '/s',
      goal: { atLeast: goal },
    },
    ...([50, 95, 99] as const).map((percent) => ({
      key: `${prefix}latency_p${percent}_ms`,
      label: `request to response, ${accounts}, ${percent}%`,
      value: latency[percent],
      unit: 'ms',
    })),
  ];
}
