import { globSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from '@goen/stack';
import type { Harness, RunContext, Verdict } from '../harness.ts';
import { runVitest } from '../run-vitest.ts';
import { describeFailures, didRun } from '../test-report.ts';

export const longTests: Harness = {
  name: 'long-tests',
  description: 'The tests in *.long.test.ts: whole years with crashes, and short runs of the benchmarks.',
  defaults: {},
  run,
};

async function run({ dataDir, report }: RunContext): Promise<Verdict> {
  const faults: string[] = [];
  let tests = 0;
  for (const dir of listWorkspacesWithLongTests()) {
    const name = relative(root, dir);
    report(`${name} …`);
    const outputFile = join(dataDir, `${name.replaceAll('/', '-')}.json`);
    const { files, isGreen } = await runVitest({
      dir,
      filter: ['.long.test.ts'],
      outputFile,
      env: { LONG_TESTS: '1' },
    });
    const failures = (files ?? []).flatMap((file) => describeFailures(file, relative(root, file.name)));
    const ran = (files ?? []).flatMap(({ assertionResults }) => assertionResults).filter(didRun).length;
    tests += ran;
    faults.push(...failures);
    if (ran === 0 || (!isGreen && failures.length === 0)) faults.push(`${name}: the run failed outside of its tests`);
  }
  return { counts: { tests, failed: faults.length }, faults };
}

function listWorkspacesWithLongTests(): string[] {
  const files = globSync('{apps,libs,workflows,infra,tools}/*/src/**/*.long.test.ts', { cwd: root });
  return [...new Set(files.map((file) => join(root, ...file.split('/').slice(0, 2))))].toSorted();
}
