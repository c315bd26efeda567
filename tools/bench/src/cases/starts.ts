import type { Benchmark, RunContext, RunResult } from '../benchmark.ts';
import { readRssMb } from '../process-memory.ts';
import { acceptCases, holdStarts, releaseStarts } from './accept-cases.ts';
import { startRawWorkflows, waitUntil } from './run-raw.ts';
import { type CaseProcesses, startCaseProcesses } from './start-processes.ts';

const companies = 20;
const dayMs = 86_400_000;

export const starts: Benchmark = {
  name: 'starts',
  description: 'Cases started through dispatcher and worker until they sleep, against raw workflows with a timer.',
  defaults: { cases: 3_000, postgres: 0, profile: 0 },
  run,
};

async function run(context: RunContext): Promise<RunResult> {
  const { cases = 0 } = context.settings;
  const processes = await startCaseProcesses(context, companies);
  try {
    context.report(`Accepting ${cases} rejections …`);
    await holdStarts(processes);
    await acceptCases(processes, context.seed, cases);
    // Half before and half after ours, so that a store that grows favours neither.
    const half = Math.ceil(cases / 2);
    context.report(`Starting ${half} raw workflows …`);
    const firstS = await measureRaw(processes, half);
    context.report(`Starting ${cases} cases …`);
    const ours = await measureCases(processes, cases);
    context.report(`Starting ${half} raw workflows …`);
    const secondS = await measureRaw(processes, half);
    const rawPerS = (2 * half) / (firstS + secondS);
    const perS = cases / ours.seconds;
    return {
      metrics: [
        { key: 'starts_per_s', label: 'cases until asleep', value: perS, unit: '/s' },
        { key: 'raw_per_s', label: 'raw workflows until asleep', value: rawPerS, unit: '/s' },
        { key: 'ratio_to_raw', label: 'ratio', value: perS / rawPerS, unit: '', goal: { atLeast: 0.8 } },
        {
          key: 'dispatched_per_s',
          label: 'cases until the outbox is empty',
          value: cases / ours.dispatchS,
          unit: '/s',
        },
        {
          key: 'peak_rss_mb',
          label: 'memory of the worker',
          value: readRssMb(processes.stack.services.worker.pid(), 'peak'),
          unit: 'MB',
          goal: { atMost: 350 },
        },
        {
          key: 'raw_peak_rss_mb',
          label: 'memory of the raw worker',
          value: readRssMb(processes.rawWorker.pid(), 'peak'),
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

async function measureRaw({ store, temporal }: CaseProcesses, count: number): Promise<number> {
  const asleep = (await store.countTimers()) + count;
  const startMs = performance.now();
  await startRawWorkflows(temporal.client, 'rawTimer', count, Date.now() + 180 * dayMs);
  const endMs = await waitUntil('raw workflows asleep', async () => (await store.countTimers()) >= asleep);
  return (endMs - startMs) / 1_000;
}

async function measureCases(processes: CaseProcesses, count: number) {
  const { store, cases } = processes;
  const asleep = (await store.countTimers()) + count;
  const startMs = performance.now();
  await releaseStarts(processes, new Date(Date.now() + 180 * dayMs));
  const dispatched = waitUntil('the outbox empty', async () => {
    const { rowCount } = await cases.query('select from outbox limit 1');
    return rowCount === 0;
  });
  const endMs = await waitUntil('cases asleep', async () => (await store.countTimers()) >= asleep);
  return { seconds: (endMs - startMs) / 1_000, dispatchS: ((await dispatched) - startMs) / 1_000 };
}
