import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Counts = { passed: number; failed: number; skipped: number; failures: string[] };

type VitestReport = {
  success: boolean;
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { fullName: string; status: string }[];
  }[];
};

/**
 * Adds up vitest's JSON reports. A workspace without a report, and a file that failed before its first test, count as
 * failed: what did not run has not passed.
 */
export function countReports(dir: string, expected: readonly string[]): Counts {
  const found = new Set(globSync('**/*.json', { cwd: dir }).map((file) => file.replace(/\.json$/, '')));
  const total: Counts = { passed: 0, failed: 0, skipped: 0, failures: [] };
  for (const name of expected) {
    if (found.has(name)) add(total, name, JSON.parse(readFileSync(join(dir, `${name}.json`), 'utf8')) as VitestReport);
    else fail(total, `${name}: its tests did not run`);
  }
  return total;
}

function add(total: Counts, name: string, report: VitestReport): void {
  total.passed += report.numPassedTests;
  total.skipped += report.numPendingTests;
  let failed = 0;
  for (const file of report.testResults) {
    const tests = file.assertionResults.filter((test) => test.status === 'failed');
    for (const test of tests) fail(total, `${name}: ${test.fullName}`);
    failed += tests.length;
    if (file.status === 'failed' && tests.length === 0) {
      fail(total, `${name}: ${file.name} ${file.message.split('\n')[0]}`);
      failed += 1;
    }
  }
  if (!report.success && failed === 0) fail(total, `${name}: the run failed outside its tests`);
}

function fail(total: Counts, what: string): void {
  total.failed += 1;
  total.failures.push(what);
}
