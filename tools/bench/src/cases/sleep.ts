import type { Benchmark, RunContext, RunResult } from '../benchmark.ts';
import { readRssMb } from '../process-memory.ts';
import { acceptCases, holdStarts, releaseStarts } from './accept-cases.ts';
import { startRawWorkflows, waitUntil } from './run-raw.ts';
import { type CaseProcesses, startCaseProcesses } from './start-processes.ts';
import { measureDatabase } from './temporal-store.ts';

const companies = 20;
const dayMs = 86_400_000;
/** Garbage that is not collected yet, not what sleeping cases hold. */
const noiseMb = 25;

export const sleep: Benchmark = {
  name: 'sleep',
  description: 'What a sleeping case costs: bytes in PostgreSQL and in Temporal’s store, and memory of the worker.',
  defaults: { cases: 10_000, raw: 2_000, postgres: 0, profile: 0 },
  run,
};

async function run(context: RunContext): Promise<RunResult> {
  const { cases = 0, raw = 0 } = context.settings;
  const processes = await startCaseProcesses(context, companies);
  const { store, temporal, stack } = processes;
  try {
    context.report(`Putting ${raw} raw workflows to sleep …`);
    const before = await store.measureBytes();
    await startRawWorkflows(temporal.client, 'rawTimer', raw, Date.now() + 180 * dayMs);
    await waitUntil('raw workflows asleep', async () => (await store.countTimers()) >= raw);
    const rawBytes = ((await store.measureBytes()) - before) / raw;

    // The caches of the worker are full after a tenth; what is added by the rest is growth.
    const first = Math.ceil(cases / 10);
    const casesBefore = await measureDatabase(processes.cases);
    const temporalBefore = await store.measureBytes();
    await putToSleep(context, processes, 1, first);
    const firstMb = readRssMb(stack.services.worker.pid(), 'now');
    await putToSleep(context, processes, 2, cases - first);
    const lastMb = readRssMb(stack.services.worker.pid(), 'now');
    const casesBytes = ((await measureDatabase(processes.cases)) - casesBefore) / cases;
    const temporalBytes = ((await store.measureBytes()) - temporalBefore) / cases;
    return {
      metrics: [
        {
          key: 'cases_bytes',
          label: 'a case in the database cases',
          value: casesBytes,
          unit: 'bytes',
          goal: { atMost: 5_000 },
        },
        { key: 'temporal_bytes', label: 'a case in Temporal’s store', value: temporalBytes, unit: 'bytes' },
        { key: 'raw_bytes', label: 'a raw workflow in Temporal’s store', value: rawBytes, unit: 'bytes' },
        {
          key: 'temporal_ratio_to_raw',
          label: 'ratio',
          value: temporalBytes / rawBytes,
          unit: '',
          goal: { atMost: 1.2 },
        },
        { key: 'worker_first_mb', label: `worker with ${first} asleep`, value: firstMb, unit: 'MB' },
        { key: 'worker_last_mb', label: `worker with ${cases} asleep`, value: lastMb, unit: 'MB' },
        { key: 'growth_mb', label: 'growth', value: lastMb - firstMb, unit: 'MB', goal: { atMost: noiseMb } },
        {
          key: 'peak_rss_mb',
          label: 'peak memory of the worker',
          value: readRssMb(stack.services.worker.pid(), 'peak'),
          unit: 'MB',
        },
      ],
      versions: { postgres: processes.postgresVersion },
    };
  } finally {
    context.report('Stopping …');
    await processes.stop();
  }
}

async function putToSleep({ seed, report }: RunContext, processes: CaseProcesses, part: number, count: number) {
  const { store, cases } = processes;
  report(`Putting ${count} cases to sleep …`);
  const asleep = (await store.countTimers()) + count;
  await holdStarts(processes);
  await acceptCases(processes, seed + part, count);
  await releaseStarts(processes, new Date(Date.now() + 180 * dayMs));
  await waitUntil('cases asleep', async () => (await store.countTimers()) >= asleep);
  await waitUntil('the outbox empty', async () => (await cases.query('select from outbox limit 1')).rowCount === 0);
}
