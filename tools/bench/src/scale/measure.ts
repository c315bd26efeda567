import { percentiles } from '../percentiles.ts';
import type { Operation } from './operation.ts';
import type { PlanSummary } from './record-plans.ts';

export type Measured = PlanSummary & { readonly name: string; readonly p50: number; readonly p95: number };

/** The first runs only warm up what a service that has run for a while has warm: connections, plans and code. */
const warmUps = 2;

export async function measureTimes({ run, times, prepare }: Operation): Promise<{ p50: number; p95: number }> {
  await prepare?.();
  for (let nth = 0; nth < warmUps; nth += 1) await run(nth);
  const durations: number[] = [];
  for (let nth = 0; nth < times; nth += 1) {
    const startMs = performance.now();
    await run(nth);
    durations.push(performance.now() - startMs);
  }
  const found = percentiles(durations, [50, 95] as const);
  return { p50: found[50], p95: found[95] };
}
