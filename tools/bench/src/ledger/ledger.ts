import type { Bench, Benchmark, Measured, Metric } from '../benchmark.ts';
import { percentiles } from '../percentiles.ts';
import { madeUpPostings } from './made-up-postings.ts';
import { pointsOf, postReferrals, type Referred } from './post-referrals.ts';
import { startLedgerProcesses } from './processes.ts';

export const ledger: Benchmark = {
  name: 'ledger',
  about: 'Postings a second to the ledger of credits: on many accounts, and all on one.',
  defaults: { postings: 20_000, accounts: 200, hot: 10_000, concurrency: 200, profile: 0 },
  run,
};

/** Enough that the service's code is compiled before it is measured. */
const warmUpPostings = 2_000;

async function run(bench: Bench): Promise<Measured> {
  const { postings = 0, accounts = 1, hot = 0, concurrency = 1 } = bench.settings;
  const processes = await startLedgerProcesses(bench);
  try {
    const many = madeUpPostings(bench.seed, postings, accounts);
    const one = madeUpPostings(bench.seed, hot, 1);
    await postReferrals(processes, madeUpPostings(bench.seed + 1, warmUpPostings, accounts), concurrency);
    bench.say(`Posting ${postings} points on ${accounts} accounts, ${concurrency} in flight …`);
    const spread = await postReferrals(processes, many, concurrency);
    bench.say(`Posting ${hot} points on one account, ${concurrency} in flight …`);
    const onOne = await postReferrals(processes, one, concurrency);
    bench.say('Auditing the books …');
    const companies = new Set([...many, ...one].map(({ company }) => company));
    const lost = postings + hot - (await pointsOf(processes, companies));
    const metrics = [
      ...metricsOf('', 'many accounts', postings, spread, 2_000),
      ...metricsOf('hot_account_', 'one account', hot, onOne, 800),
      { key: 'lost', label: 'points that no balance holds', value: lost, unit: '', goal: { atMost: 0 } },
      {
        key: 'audit_faults',
        label: 'faults that the audit finds',
        value: await processes.auditFaults(),
        unit: '',
        goal: { atMost: 0 },
      },
    ];
    return { metrics, versions: { postgres: processes.postgresVersion } };
  } finally {
    bench.say('Stopping …');
    await processes.stop();
  }
}

function metricsOf(prefix: string, on: string, count: number, seen: Referred, goal: number): Metric[] {
  const latency = percentiles(seen.latenciesMs, [50, 95, 99]);
  return [
    {
      key: `${prefix}postings_per_s`,
      label: `postings, ${on}`,
      value: count / (Math.max(1, seen.elapsedMs) / 1000),
      unit: '/s',
      goal: { atLeast: goal },
    },
    ...([50, 95, 99] as const).map((percent) => ({
      key: `${prefix}latency_p${percent}_ms`,
      label: `asked to answered, ${on}, ${percent}%`,
      value: latency[percent],
      unit: 'ms',
    })),
  ];
}
