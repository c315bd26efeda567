import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePorts, startStack } from '@goen/stack';
import type { Harness, RunContext, Verdict } from '../harness.ts';
import { createCompanies } from './create-companies.ts';
import { findGrowth, type Minute } from './judge.ts';
import { openTraffic } from './open-traffic.ts';
import { readMemory } from './read-memory.ts';
import { type Sent, sendAtRate, sendInBurst } from './send-at-rate.ts';

export const load: Harness = {
  name: 'load',
  description:
    'Minutes at 80 % of the intake rate that is measured first, while cases wake, mails leave and people click; in the middle third, one company floods.',
  defaults: { minutes: 10, companies: 20, percent: 80, burst: 30 },
  run,
};

const perSecond = { mailed: 2, clicks: 2 };
/** Per minute: of the company whose mails leave, and for uneven minutes. */
const spareKeyLimit = 300;
const concurrency = 32;
const secondsOfWarmUp = 10;

async function run({ seed, settings, dataDir, report }: RunContext): Promise<Verdict> {
  const { minutes = 0, companies = 0, percent = 0, burst = 0 } = settings;
  const stack = await startStack({ dataDir: join(dataDir, 'stack'), ports: await findFreePorts(), report });
  const traffic = openTraffic(stack, await createCompanies(stack, companies), seed);
  try {
    await sendInBurst(concurrency, traffic.reportSteadily, secondsOfWarmUp);
    const measured = await sendInBurst(concurrency, traffic.reportSteadily, burst);
    const rate = (measured * percent) / 100;
    report(`${measured.toFixed(0)} reports per second measured; going on with ${rate.toFixed(0)} …`);
    // The noisy company may send twice what each of the others sends.
    await stack.services.gateway.stop();
    await stack.services.gateway.start({
      RATE_LIMIT_PER_KEY: `${Math.ceil((rate / companies) * 2 * 60) + spareKeyLimit}`,
    });

    const startedMs = performance.now();
    const endMs = minutes * 60_000;
    const elapsedMs = () => performance.now() - startedMs;
    const isOver = () => elapsedMs() >= endMs;
    const isNoisy = () => elapsedMs() >= endMs / 3 && elapsedMs() < (endMs * 2) / 3;
    const reports: Sent[] = [];
    const clicks: Sent[] = [];
    const noisy = new Map<number, number>();
    const flood = async () => {
      while (!isNoisy() && !isOver()) await sleep(100);
      const left = Math.max(0, endMs * (2 / 3) - elapsedMs());
      await sendInBurst(concurrency, traffic.flood, left / 1_000, (status) =>
        noisy.set(status, (noisy.get(status) ?? 0) + 1),
      );
    };
    const click = async () => {
      while (!isOver()) {
        const atMs = elapsedMs();
        const status = await traffic.click().catch(() => 0);
        if (status !== null) clicks.push({ atMs, tookMs: elapsedMs() - atMs, status });
        await sleep(1_000 / perSecond.clicks);
      }
    };
    const memory: Minute['memoryMb'][] = [];
    const observe = async () => {
      for (let n = 1; n <= minutes; n += 1) {
        await sleep(Math.max(0, n * 60_000 - elapsedMs()));
        memory.push(readMemory(stack));
        report(`minute ${n}: ${reports.length} reports were answered …`);
      }
    };
    const noteReport = (sent: Sent) => void reports.push(sent);
    await Promise.all([
      sendAtRate(rate, () => traffic.reportSteadily(), startedMs, isOver, noteReport),
      sendAtRate(perSecond.mailed, () => traffic.reportMailed(), startedMs, isOver, noteReport),
      flood(),
      click(),
      observe(),
    ]);
    // A minute counts what was due in it, however late it was answered.
    const byMinute = memory.map((memoryMb, n) =>
      summarise(
        reports.filter(({ atMs }) => Math.floor(atMs / 60_000) === n),
        memoryMb,
      ),
    );
    byMinute.forEach((minute, n) => report(describeMinute(minute, n + 1)));
    return judge({ measured, rate, reports, clicks, noisy, byMinute });
  } finally {
    await traffic.close();
    await stack.stop();
  }
}

type Result = {
  readonly measured: number;
  readonly rate: number;
  readonly reports: readonly Sent[];
  readonly clicks: readonly Sent[];
  readonly noisy: ReadonlyMap<number, number>;
  readonly byMinute: readonly Minute[];
};

function judge({ measured, rate, reports, clicks, noisy, byMinute }: Result): Verdict {
  const growth = findGrowth(byMinute);
  const failed = countBy(reports.filter(({ status }) => status !== 202));
  const failedClicks = countBy(clicks.filter(({ status }) => status !== 200));
  const odd = [...noisy].filter(([status]) => status !== 202 && status !== 429);
  const describe = (what: string, counts: Iterable<readonly [number, number]>) =>
    [...counts].map(([status, count]) => `${count} ${what} were answered with ${status || 'nothing'}`);
  const all = summarise(reports, {});
  return {
    counts: {
      measured_per_s: Math.round(measured),
      rate_per_s: Math.round(rate),
      reports: reports.length,
      clicks: clicks.length,
      p50_ms: Math.round(all.p50Ms),
      p99_ms: Math.round(all.p99Ms),
      errors: [...failed.values(), ...failedClicks.values()].reduce((sum, count) => sum + count, 0),
      noisy_accepted: noisy.get(202) ?? 0,
      noisy_refused: noisy.get(429) ?? 0,
      latency_flat: growth.latency.length === 0 ? 1 : 0,
      memory_flat: growth.memory.length === 0 ? 1 : 0,
      unmoved_by_noise: growth.noise.length === 0 ? 1 : 0,
    },
    faults: [
      ...describe('reports', failed),
      ...describe('clicks', failedClicks),
      ...describe('reports of the noisy company', odd),
      ...Object.values(growth).flat(),
      ...(clicks.length === 0 ? ['nobody clicked: no mail arrived'] : []),
      ...((noisy.get(429) ?? 0) === 0 ? ['the noisy company was never refused'] : []),
    ],
  };
}

const describeMinute = ({ p50Ms, p99Ms, memoryMb }: Minute, n: number): string => {
  const memory = Object.entries(memoryMb).map(([name, mb]) => `${name} ${mb.toFixed(0)}`);
  return `minute ${n}: p50 ${p50Ms.toFixed(0)} ms, p99 ${p99Ms.toFixed(0)} ms; MB: ${memory.join(', ')}`;
};

const countBy = (sent: readonly Sent[]): ReadonlyMap<number, number> =>
  new Map([...Map.groupBy(sent, ({ status }) => status)].map(([status, same]) => [status, same.length]));

function summarise(sent: readonly Sent[], memoryMb: Minute['memoryMb']): Minute {
  const sorted = sent.map(({ tookMs }) => tookMs).toSorted((a, b) => a - b);
  const find = (percent: number) => sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0;
  return { p50Ms: find(50), p99Ms: find(99), memoryMb };
}
