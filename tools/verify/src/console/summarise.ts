import { relative } from 'node:path';
import { z } from 'zod';
import type { Verdict } from '../harness.ts';
import { describeFailures, didRun, type TestFile } from '../test-report.ts';

/** `files`: what vitest's JSON reporter wrote; null when the run ended before it could. */
export type BrowserRun = {
  readonly name: string;
  readonly files: readonly TestFile[] | null;
  readonly isGreen: boolean;
};
export type AxeCount = { readonly checks: number; readonly violations: number };

/** Of the lines that `expectAccessible` writes, one per check. */
export function countAxeChecks(lines: string): AxeCount {
  const counts = lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => z.object({ violations: z.number() }).parse(JSON.parse(line)).violations);
  return { checks: counts.length, violations: counts.reduce((sum, count) => sum + count, 0) };
}

type Suite = {
  /** The folder of the console. */
  readonly dir: string;
  readonly runs: readonly BrowserRun[];
  /** All screens there are. */
  readonly screens: readonly string[];
  readonly axe: AxeCount;
};

/**
 * `screens`: those whose tests ran. A screen without a test that ran, a test that was skipped and an interrupted run
 * are faults like a failed test.
 */
export function summarise({ dir, runs, screens, axe }: Suite): Verdict {
  const files = runs.flatMap((run) => run.files ?? []);
  const toPath = ({ name }: TestFile) => relative(dir, name);
  const hasRun = (screen: string) =>
    files.some((file) => toPath(file).startsWith(`src/screens/${screen}/`) && file.assertionResults.some(didRun));
  const failures = files.flatMap((file) => describeFailures(file, toPath(file)));
  const skipped = files.flatMap((file) =>
    file.assertionResults
      .filter((test) => !didRun(test))
      .map(({ fullName }) => `${toPath(file)}: skipped: ${fullName}`),
  );
  const broken = runs.flatMap(({ name, files: reported, isGreen }) => {
    if (reported === null || reported.length === 0) return [`${name}: the run ended without a report`];
    const isExplained = isGreen || reported.some((file) => describeFailures(file, '').length > 0);
    return isExplained ? [] : [`${name}: the run failed outside of its tests`];
  });
  const untested = screens.filter((screen) => !hasRun(screen)).map((screen) => `${screen}: no test of the screen ran`);
  const unchecked = axe.checks === 0 ? ['axe has checked nothing'] : [];
  return {
    counts: {
      screens: screens.filter(hasRun).length,
      tests: files.flatMap(({ assertionResults }) => assertionResults).filter(didRun).length,
      failed: failures.length + broken.length,
      axe_checks: axe.checks,
      axe_violations: axe.violations,
    },
    faults: [...failures, ...broken, ...skipped, ...untested, ...unchecked],
  };
}
