import { expect, test } from 'vitest';
import { findGrowth, type Minute } from './judge.ts';

const minute = (p99Ms: number, worker: number): Minute => ({ p50Ms: 1, p99Ms, memoryMb: { worker } });

test.each([
  ['flat', [40, 40, 55, 50, 45, 50], [200, 220, 210, 220, 215, 220], [0, 0, 0]],
  ['slower and slower', [40, 40, 40, 40, 90, 90], [200, 200, 200, 200, 200, 200], [1, 0, 0]],
  ['slower beside the noisy company', [40, 40, 90, 90, 40, 40], [200, 200, 200, 200, 200, 200], [0, 1, 0]],
  ['a leak', [40, 40, 40, 40, 40, 40], [200, 220, 240, 260, 280, 300], [0, 0, 1]],
  ['small memory that grows', [40, 40, 40, 40, 40, 40], [20, 20, 30, 30, 40, 40], [0, 0, 0]],
])('%s', (_, latencies, memory, expected) => {
  const { latency, noise, memory: grown } = findGrowth(latencies.map((p99, n) => minute(p99, memory[n] ?? 0)));
  expect([latency.length, noise.length, grown.length]).toEqual(expected);
});
