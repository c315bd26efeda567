/** `npm test`: installs what is missing, runs every check and every test, ends with `N passed, N failed`. */
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { resolveTemporal } from '@goen/temporal-server';
import { ensureChromium } from './chromium.ts';
import { countReports } from './reports.ts';
import { listWorkspaces, root } from './workspaces.ts';

const report = (line: string) => console.log(line);
const reports = join(root, '.reports');

/** Checks that count as one each. `nx` runs a target in every workspace and keeps what has not changed. */
const checks: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ['format', 'biome', 'ci', '.'],
  ['imports', process.execPath, 'tools/checks/src/imports.ts'],
  ['lint', 'nx', 'run-many', '-t', 'lint', '--outputStyle=static'],
  ['typecheck', 'nx', 'run-many', '-t', 'typecheck', '--outputStyle=static'],
];

const chromium = ensureChromium(report);
await resolveTemporal({ report });
rmSync(reports, { recursive: true, force: true });

let passed = 0;
const failures: string[] = [];
for (const [name, command, ...args] of checks) {
  report(`\n▸ ${name}`);
  if ((await run(command, args)) === 0) passed += 1;
  else failures.push(name);
}
report('\n▸ tests (about ten minutes)');
const testsExit = await run('nx', ['run-many', '-t', 'test', '--outputStyle=static']);
const counts = countReports(reports, workspacesWithTests());
if (testsExit !== 0 && counts.failed === 0) counts.failures.push('the test run failed outside its tests');
failures.push(...counts.failures);

if (failures.length > 0) report(`\nFailed:\n${failures.map((failure) => `  ${failure}`).join('\n')}`);
const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
report(`\n${passed + counts.passed} passed, ${failures.length} failed${skipped}`);
process.exitCode = failures.length === 0 ? 0 : 1;

function workspacesWithTests(): string[] {
  return listWorkspaces()
    .filter(
      ({ dir }) =>
        'test' in (JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) as { scripts: object }).scripts,
    )
    .map(({ name }) => name);
}

function run(command: string, args: readonly string[]): Promise<number> {
  const env = { ...process.env, CHROMIUM_PATH: chromium, NX_TUI: 'false', NX_DAEMON: 'false' };
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', env });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
