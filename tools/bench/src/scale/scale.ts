import { apiScopes, openCaseStore } from '@goen/case-store';
import { closeAdmin, createKey, openAdmin } from '@goen/gateway/admin';
import type { Benchmark, Metric, RunContext, RunResult } from '../benchmark.ts';
import { readPostgresVersion } from '../postgres-version.ts';
import type { Companies } from './gateway-requests.ts';
import { type Measured, measureTimes } from './measure.ts';
import { readBytesPerCase } from './measure-bytes.ts';
import { openFilledData } from './open-data.ts';
import { listOperations } from './operations.ts';
import { toCompanyId } from './people.ts';
import { openExplained } from './record-plans.ts';
import { startCreditService } from './start-credit-service.ts';

export const scale: Benchmark = {
  name: 'scale',
  description: 'What services and people do among a million cases of 200 companies. Keeps its data for the next run.',
  defaults: { cases: 1_000_000, companies: 200, runs: 60, explained: 4 },
  keepsData: true,
  run: async (context) => toResult(await measureScale(context)),
};

export type ScaleResult = {
  readonly measured: readonly Measured[];
  readonly fillS: number;
  readonly bytesPerCase: ReadonlyMap<string, number>;
  readonly postgresVersion: string;
};

/**
 * `settings.runs`: the most runs of each operation that are timed; `settings.explained`: how many more are explained. Each
 * is for another company or search.
 */
export async function measureScale(context: RunContext): Promise<ScaleResult> {
  const { seed, settings, dataDir, report } = context;
  const { cases = 0, companies: companyCount = 0, runs = 0, explained: explainedRuns = 0 } = settings;
  const data = await openFilledData(context, { seed, cases, companies: companyCount });
  const stops: (() => Promise<void>)[] = [() => data.postgres.stop()];
  try {
    const credit = await startCreditService(data.urls.credit, dataDir);
    stops.push(() => credit.stop());
    const companies = await createKeys(data.urls.cases.migrationUrl, companyCount);
    const orm = await openCaseStore({ url: data.urls.cases.url });
    stops.push(() => orm.close(true));
    const base = { adminUrl: data.adminUrl, companies, credit };
    const timed = listOperations({ ...base, orm });
    const measured: Measured[] = [];
    const explainer = await openExplained(data.adminUrl, data.urls.cases.url);
    stops.push(() => explainer.close());
    const explainable = listOperations({ ...base, orm: explainer.orm });
    for (const [index, operation] of timed.entries()) {
      const times = await measureTimes({ ...operation, times: Math.min(operation.times, runs) });
      const plans = await explainer.explain(async () => {
        for (let nth = 0; nth < explainedRuns; nth += 1) await explainable[index]?.run(operation.times + nth);
      });
      measured.push({ name: operation.name, ...times, ...plans });
      report(`  ${operation.name.padEnd(32)} p95 ${times.p95.toFixed(0)} ms, ${[...plans.indexes].join(', ')}`);
      for (const scan of plans.seqScans) report(`    sequential scan of ${scan}`);
    }
    return {
      measured,
      fillS: data.fillS,
      bytesPerCase: await readBytesPerCase(data.adminUrl),
      postgresVersion: await readPostgresVersion(data.adminUrl),
    };
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

/** Keys of companies of all sizes, the largest first. */
async function createKeys(migrationUrl: string, count: number): Promise<Companies> {
  const admin = await openAdmin(migrationUrl);
  try {
    const ranks = [...new Set([0, 1, 2, 5, 10, 20, 50, 100, 150, 199].filter((rank) => rank < count))];
    const companies: { id: string; key: string }[] = [];
    for (const rank of ranks) {
      const { key } = await createKey(admin, { company: `c${rank}`, name: 'bench', scopes: [...apiScopes] });
      companies.push({ id: toCompanyId(rank), key });
    }
    return companies;
  } finally {
    await closeAdmin(admin);
  }
}

const goalMs = 100;
const roundGoalMs = 5_000;
const isRound = (name: string) => name.startsWith('relay round');

function toResult({ measured, fillS, bytesPerCase, postgresVersion }: ScaleResult): RunResult {
  const toKey = (name: string) => `${name.replaceAll(/[^a-z0-9]+/gi, '_').toLowerCase()}_p95_ms`;
  const times: Metric[] = measured.map(({ name, p95 }) => ({
    key: toKey(name),
    label: `${name}, 95th percentile`,
    value: p95,
    unit: 'ms',
    goal: { atMost: isRound(name) ? roundGoalMs : goalMs },
  }));
  const worst = Math.max(...measured.filter(({ name }) => !isRound(name)).map(({ p95 }) => p95));
  const bytes = [...bytesPerCase].map(
    ([table, value]): Metric => ({
      key: `${table}_bytes`,
      label: `${table}, with its indexes`,
      value,
      unit: 'bytes per case',
    }),
  );
  return {
    metrics: [
      ...times,
      {
        key: 'worst_p95_ms',
        label: 'worst 95th percentile but the round',
        value: worst,
        unit: 'ms',
        goal: { atMost: goalMs },
      },
      {
        key: 'seq_scans',
        label: 'sequential scans of big tables',
        value: measured.reduce((sum, { seqScans }) => sum + seqScans.length, 0),
        unit: '',
        goal: { atMost: 0 },
      },
      ...bytes,
      {
        key: 'cases_bytes',
        label: 'all tables',
        value: [...bytesPerCase.values()].reduce((a, b) => a + b, 0),
        unit: 'bytes per case',
      },
      { key: 'fill_s', label: 'filling, 0 when the data was kept', value: fillS, unit: 's' },
    ],
    versions: { postgres: postgresVersion },
  };
}
