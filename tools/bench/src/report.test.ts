import { expect, test } from 'vitest';
import type { Metric } from './benchmark.ts';
import { percentiles } from './percentiles.ts';
import { formatJsonLine, formatTable } from './report.ts';

const rate: Metric = { key: 'per_s', label: 'rate', value: 899.996, unit: '/s', goal: { atLeast: 900 } };
const duplicates: Metric = { key: 'duplicates', label: 'duplicates', value: 0, unit: '', goal: { atMost: 0 } };
const createRun = (...metrics: Metric[]) => ({
  name: 'x',
  seed: 3,
  settings: { mails: 5 },
  result: { metrics, versions: { postgres: '18' } },
  loadAverage: [0.5, 1, 2],
});

test('the last line is one line of JSON', () => {
  expect(JSON.parse(formatJsonLine(createRun(duplicates)))).toMatchObject({
    name: 'x',
    seed: 3,
    duplicates: 0,
    goals_met: true,
    settings: { mails: 5 },
    versions: { node: process.versions.node, postgres: '18', goen: expect.any(String) },
    load_average: [0.5, 1, 2],
  });
  expect(formatJsonLine(createRun(duplicates))).not.toContain('\n');
});

test('a goal that is narrowly missed is missed', () => {
  expect(JSON.parse(formatJsonLine(createRun(rate, duplicates)))).toMatchObject({ per_s: 900, goals_met: false });
  expect(formatTable(createRun(rate, duplicates))).toMatch(
    /rate .*✗ goal: at least 900\n.*duplicates .*✓ goal: at most 0/,
  );
});

test.each([
  [[], 0, 0],
  [[7], 7, 7],
  [[3, 1, 2, 4], 2, 4],
])('the median and the 99th percentile of %j', (values, median, high) => {
  expect(percentiles(values, [50, 99])).toEqual({ 50: median, 99: high });
});
