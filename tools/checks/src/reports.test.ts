import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { countReports } from './reports.ts';

const write = (reports: Record<string, object>) => {
  const dir = mkdtempSync(join(tmpdir(), 'reports-'));
  mkdirSync(join(dir, '@x'));
  for (const [name, report] of Object.entries(reports))
    writeFileSync(join(dir, `${name}.json`), JSON.stringify(report));
  return dir;
};
const file = (status: string, ...tests: [string, string][]) => ({
  name: 'a.test.ts',
  status,
  message: 'broken import',
  assertionResults: tests.map(([fullName, state]) => ({ fullName, status: state })),
});
const good = {
  success: true,
  numPassedTests: 2,
  numFailedTests: 0,
  numPendingTests: 1,
  testResults: [file('passed', ['one', 'passed'])],
};

test('adds up what passed and was skipped', () => {
  expect(countReports(write({ '@x/a': good, '@x/b': good }), ['@x/a', '@x/b'])).toEqual({
    passed: 4,
    failed: 0,
    skipped: 2,
    failures: [],
  });
});

test('a failed test, a file that never ran and a missing report each count as failed', () => {
  const bad = { ...good, success: false, testResults: [file('failed', ['two', 'failed']), file('failed')] };
  const counts = countReports(write({ '@x/a': bad }), ['@x/a', '@x/missing']);
  expect(counts.failures).toEqual(['@x/a: two', '@x/a: a.test.ts broken import', '@x/missing: its tests did not run']);
  expect(counts.failed).toBe(3);
});

test('a run that failed outside its tests is not a pass', () => {
  expect(countReports(write({ '@x/a': { ...good, success: false } }), ['@x/a']).failed).toBe(1);
});
