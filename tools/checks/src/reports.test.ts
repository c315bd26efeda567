import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { countReports } from './reports.ts';

const writeReports = (reports: Record<string, object>) => {
  const dir = mkdtempSync(join(tmpdir(), 'reports-'));
  mkdirSync(join(dir, '@x'));
  for (const [name, report] of Object.entries(reports))
    writeFileSync(join(dir, `${name}.json`), JSON.stringify(report));
  return dir;
};
const toFile = (status: string, ...tests: [string, string][]) => ({
  name: 'a.test.ts',
  status,
  message: 'broken import',
  assertionResults: tests.map(([fullName, outcome]) => ({ fullName, status: outcome })),
});
const good = {
  success: true,
  numPassedTests: 2,
  numFailedTests: 0,
  numPendingTests: 1,
  testResults: [toFile('passed', ['one', 'passed'])],
};

test('passed and skipped tests are added up', () => {
  expect(countReports(writeReports({ '@x/a': good, '@x/b': good }), ['@x/a', '@x/b'])).toEqual({
    passed: 4,
    failed: 0,
    skipped: 2,
    failures: [],
  });
});

test('a failed test, a file that did not run and a missing report count as one failure each', () => {
  const bad = { ...good, success: false, testResults: [toFile('failed', ['two', 'failed']), toFile('failed')] };
  const counts = countReports(writeReports({ '@x/a': bad }), ['@x/a', '@x/missing']);
  expect(counts.failures).toEqual(['@x/a: two', '@x/a: a.test.ts broken import', '@x/missing: its tests did not run']);
  expect(counts.failed).toBe(3);
});

test('a run that failed outside its tests counts as failed', () => {
  expect(countReports(writeReports({ '@x/a': { ...good, success: false } }), ['@x/a']).failed).toBe(1);
});
