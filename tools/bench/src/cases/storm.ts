import { z } from 'zod';
import type { Benchmark, RunContext, RunResult } from '../benchmark.ts';
import { acceptCases, holdStarts, releaseStarts } from './accept-cases.ts';
import { startRawWorkflows, waitUntil } from './run-raw.ts';
import { type CaseProcesses, startCaseProcesses } from './start-processes.ts';

const companies = 20;
/** Enough to put them all to sleep before they wake. */
const msPerSleeper = 25;
const stallMs = 60_000;

const sandboxStats = z.object({
  resend: z.object({ accepted: z.number(), duplicates: z.number(), lastAcceptedAt: z.iso.datetime().nullable() }),
});

export const storm: Benchmark = {
  name: 'storm',
  description:
    'Cases due at one instant until the provider has their mails, against raw timers with one activity each.',
  defaults: { cases: 2_000, postgres: 0, profile: 0 },
  run,
};

async function run(context: RunContext): Promise<RunResult> {
  const { cases = 0 } = context.settings;
  const processes = await startCaseProcesses(context, companies);
  try {
    context.report(`Accepting ${cases} rejections …`);
    await holdStarts(processes);
    await acceptCases(processes, context.seed, cases);
    context.report(`Waking ${cases} raw workflows …`);
    const rawS = await measureRaw(processes, cases);
    context.report(`Waking ${cases} cases …`);
    const { seconds, accepted, duplicates } = await measureCases(processes, cases);
    return {
      metrics: [
        { key: 'mails_per_s', label: 'mails, due instant to last accepted', value: accepted / seconds, unit: '/s' },
        { key: 'raw_per_s', label: 'raw activities, due instant to last', value: cases / rawS, unit: '/s' },
        {
          key: 'ratio_to_raw',
          label: 'ratio',
          value: accepted / seconds / (cases / rawS),
          unit: '',
          goal: { atLeast: 0.7 },
        },
        { key: 'lost', label: 'mails never accepted', value: cases - accepted, unit: '', goal: { atMost: 0 } },
        { key: 'duplicates', label: 'mails accepted twice', value: duplicates, unit: '', goal: { atMost: 0 } },
      ],
      versions: { postgres: processes.postgresVersion },
    };
  } finally {
    context.report('Stopping …');
    await processes.stop();
  }
}

/** When `count` sleepers wake that start now, at a whole second. */
const toWakeTime = (count: number) => Math.ceil((Date.now() + 5_000 + count * msPerSleeper) / 1_000) * 1_000;

async function measureRaw({ store, temporal, rawWorker }: CaseProcesses, count: number): Promise<number> {
  const asleep = (await store.countTimers()) + count;
  const wakeAtMs = toWakeTime(count);
  await startRawWorkflows(temporal.client, 'rawTimerThenActivity', count, wakeAtMs);
  await waitUntil('raw workflows asleep', async () => (await store.countTimers()) >= asleep);
  requireBefore(wakeAtMs);
  await waitUntil('the raw activities', async () => (await rawWorker.countActivities()) >= count);
  return (Date.now() - wakeAtMs) / 1_000;
}

async function measureCases(processes: CaseProcesses, count: number) {
  const { store, stack } = processes;
  const asleep = (await store.countTimers()) + count;
  const wakeAtMs = toWakeTime(count);
  await releaseStarts(processes, new Date(wakeAtMs));
  await waitUntil('cases asleep', async () => (await store.countTimers()) >= asleep);
  requireBefore(wakeAtMs);
  const readStats = async () =>
    sandboxStats.parse(await (await fetch(`${stack.urls.inbox}/sandbox/stats`)).json()).resend;
  let accepted = 0;
  let changedMs = performance.now();
  await waitUntil('the mails', async () => {
    const stats = await readStats();
    if (stats.accepted > accepted || Date.now() < wakeAtMs) changedMs = performance.now();
    accepted = stats.accepted;
    // What does not come for a minute is lost.
    return accepted - stats.duplicates >= count || performance.now() - changedMs > stallMs;
  });
  const stats = await readStats();
  const seconds = (Date.parse(stats.lastAcceptedAt ?? '') - wakeAtMs) / 1_000;
  return { seconds, accepted: stats.accepted - stats.duplicates, duplicates: stats.duplicates };
}

function requireBefore(wakeAtMs: number): void {
  if (Date.now() > wakeAtMs) throw new Error('They fell asleep too late for one storm: the machine is too busy.');
}
