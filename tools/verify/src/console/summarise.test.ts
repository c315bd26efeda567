import { expect, test } from 'vitest';
import { parseReport } from '../test-report.ts';
import { countAxeChecks, summarise } from './summarise.ts';

const passed = { fullName: 'shows mails', status: 'passed', failureMessages: [] };
const failed = { fullName: 'approves', status: 'failed', failureMessages: ['Error: timed out\n  at …'] };
const toFile = (path: string, ...assertionResults: object[]) => ({
  name: `/console/${path}`,
  status: assertionResults.includes(failed) ? 'failed' : 'passed',
  message: '',
  assertionResults,
});
const toRun = (isGreen: boolean, ...testResults: object[]) => ({
  name: 'screens',
  files: parseReport(JSON.stringify({ testResults })),
  isGreen,
});
const suite = { dir: '/console', axe: { checks: 4, violations: 0 }, screens: ['mail-queue', 'operator/books'] };

test('screens whose tests ran are counted, and all is well', () => {
  const runs = [
    toRun(
      true,
      toFile('src/screens/mail-queue/mail-queue.browser.test.ts', passed, passed),
      toFile('src/screens/operator/books/books.browser.test.ts', passed),
    ),
  ];
  expect(summarise({ ...suite, runs })).toEqual({
    counts: { screens: 2, tests: 3, failed: 0, axe_checks: 4, axe_violations: 0 },
    faults: [],
  });
});

test('a failed test, a skipped one, a screen without tests and a file that does not load are told', () => {
  const runs = [
    toRun(
      false,
      toFile('src/screens/mail-queue/mail-queue.browser.test.ts', failed, { ...passed, status: 'skipped' }),
      { ...toFile('src/screens/operator/books/books.browser.test.ts'), status: 'failed', message: 'No such file' },
    ),
  ];
  const { counts, faults } = summarise({ ...suite, runs });
  expect(counts).toMatchObject({ screens: 1, tests: 1, failed: 2 });
  expect(faults).toEqual([
    'src/screens/mail-queue/mail-queue.browser.test.ts: approves: Error: timed out',
    'src/screens/operator/books/books.browser.test.ts: No such file',
    'src/screens/mail-queue/mail-queue.browser.test.ts: skipped: shows mails',
    'operator/books: no test of the screen ran',
  ]);
});

test('an interrupted run fails, with or without a report', () => {
  const file = toFile('src/screens/mail-queue/mail-queue.browser.test.ts', passed);
  const runs = [toRun(false, file), { name: 'whole', files: null, isGreen: false }];
  const { counts, faults } = summarise({ ...suite, screens: [], axe: countAxeChecks(''), runs });
  expect(counts.failed).toBe(2);
  expect(faults).toEqual([
    'screens: the run failed outside of its tests',
    'whole: the run ended without a report',
    'axe has checked nothing',
  ]);
});

test('violations of all checks are added up', () => {
  const lines = '{"path":"/console/","violations":0}\n{"path":"/console/mails","violations":2}\n';
  expect(countAxeChecks(lines)).toEqual({ checks: 2, violations: 2 });
});
