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
 * Adds up vitest's JSON reports. A workspace without a report counts as failed, and so does a file that failed before
 * its first test: tests that did not run have not passed.
 */
export function countReports(dir: string, expected: readonly string[]): Counts {
  const written = new Set(globSync('**/*.json', { cwd: dir }).map((file) => file.replace(/\.json$/, '')));
  const total: Counts = { passed: 0, failed: 0, skipped: 0, failures: [] };
  for (const name of expected) {
    if (written.has(name)) addReport(total, name, JSON.parse(readFileSync(join(dir, `${name}.json`), 'utf8')));
    else addFailure(total, `${name}: its tests did not run`);
  }
  return total;
}

function addReport(total: Counts, name: string, report: VitestReport): void {
  total.passed += report.numPassedTests;
  total.skipped += report.numPendingTests;
  let failed = 0;
  for (const file of report.testResults) {
    const tests = file.assertionResults.filter((test) => test.status === 'failed');
    for (const test of tests) addFailure(total, `${name}: ${test.fullName}`);
    failed += tests.length;
    if (file.status === 'failed' && tests.length === 0) {
      addFailure(total, `${name}: ${file.name} ${file.message.split('\n')[0]}`);
      failed += 1;
    }
  }
  if (!report.success && failed === 0) addFailure(total, `${name}: the run failed outside its tests`);
}

function addFailure(total: Counts, description: string): void {
  total.failed += 1;
  total.failures.push(description);
}
