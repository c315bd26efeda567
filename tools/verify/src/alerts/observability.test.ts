import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { metricCatalog } from '@goen/service-kit/telemetry';
import { root } from '@goen/stack';
import { expect, test } from 'vitest';
import { dashboardFiles, readAlerts, readQueries, readUsedMetrics, ruleTests } from './read-observability.ts';

const readPage = (name: string) => readFileSync(join(root, 'docs', name), 'utf8');
const catalog = Object.entries(metricCatalog);
const series = new Set(
  catalog.flatMap(([name, { type }]) =>
    type === 'histogram' ? ['_bucket', '_count', '_sum'].map((suffix) => `${name}${suffix}`) : [name],
  ),
);

test('rules and dashboards name metrics that a service has', () => {
  const own = readUsedMetrics().filter((name) => !name.startsWith('temporal_'));
  expect(own.length).toBeGreaterThan(30);
  expect(own.filter((name) => !series.has(name))).toEqual([]);
});

test('every alert has a severity, a section of the runbook, and a test; and every section an alert', () => {
  const alerts = readAlerts();
  const sections = [...readPage('alerts.md').matchAll(/^### (\w+)$/gm)].map(([, name]) => name);
  const tests = ruleTests().flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/^ {2}- name: (\w+)$/gm)].map(([, name]) => name),
  );
  const names = alerts.map(({ name }) => name);
  expect(new Set(sections)).toEqual(new Set(names));
  expect(new Set(tests)).toEqual(new Set(names));
  expect([sections.length, tests.length, new Set(names).size]).toEqual([names.length, names.length, names.length]);
  for (const { name, severity, runbook } of alerts) {
    expect([name, severity, runbook]).toEqual([
      name,
      expect.stringMatching(/^(critical|warning)$/),
      `docs/alerts.md#${name.toLowerCase()}`,
    ]);
  }
});

test('every metric is described', () => {
  const page = readPage('metrics.md');
  expect(catalog.map(([name]) => name).filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});

test('there are four dashboards, and each panel asks something', () => {
  expect(dashboardFiles()).toHaveLength(4);
  expect(readQueries().filter(({ expr }) => expr.trim() === '')).toEqual([]);
});
