import { expect, test } from 'vitest';
import type { Metric } from './benchmark.ts';
import { percentiles } from './percentiles.ts';
import { jsonLine, table } from './report.ts';

const rate: Metric = { key: 'per_s', label: 'rate', value: 899.996, unit: '/s', goal: { atLeast: 900 } };
const twice: Metric = { key: 'duplicates', label: 'came twice', value: 0, unit: '', goal: { atMost: 0 } };
const runWith = (...metrics: Metric[]) => ({
  name: 'x',
  seed: 3,
  settings: { mails: 5 },
  measured: { metrics, versions: { postgres: '18' } },
  loadAverage: [0.5, 1, 2],
});

test('the last line is JSON that can be compared', () => {
  expect(JSON.parse(jsonLine(runWith(twice)))).toMatchObject({
    name: 'x',
    seed: 3,
    duplicates: 0,
    goals_met: true,
    settings: { mails: 5 },
    versions: { node: process.versions.node, postgres: '18', goen: expect.any(String) },
    load_average: [0.5, 1, 2],
  });
  expect(jsonLine(runWith(twice))).not.toContain('\n');
});

test('a goal that is missed by little is missed', () => {
  expect(JSON.parse(jsonLine(runWith(rate, twice)))).toMatchObject({ per_s: 900, goals_met: false });
  expect(table(runWith(rate, twice))).toMatch(/rate .*✗ goal: at least 900\n.*came twice .*✓ goal: at most 0/);
});

test.each([
  [[], 0, 0],
  [[7], 7, 7],
  [[3, 1, 2, 4], 2, 4],
])('the median and the 99th percentile of %j', (values, median, high) => {
  expect(percentiles(values, [50, 99])).toEqual({ 50: median, 99: high });
});
