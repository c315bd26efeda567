/** `npm test`: installs what is missing, runs every check and every test, and ends with `N passed, N failed`. */
import { spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { resolveTemporal } from '@goen/temporal-server';
import { ensureChromium } from './chromium.ts';
import { countReports } from './reports.ts';
import { listWorkspaces, root } from './workspaces.ts';

const print = (line: string) => console.log(line);
const reportDir = join(root, '.reports');
const sources = listWorkspaces()
  .map(({ dir }) => join(dir, 'src'))
  .filter((dir) => existsSync(join(root, dir)));

/**
 * Each check counts as one. One lint run and one type check of all workspaces read each file once, where one per
 * workspace reads most files thirty times.
 */
const checks: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ['format', 'biome', 'ci', '.'],
  ['house', process.execPath, 'tools/checks/src/house.ts'],
  ['vulnerabilities', process.execPath, 'tools/checks/src/vulnerabilities.ts'],
  ['lint', 'oxlint', '--type-aware', '--config', '.oxlintrc.json', ...sources],
  ['typecheck', 'tsc', '-p', '.'],
  ['typecheck of the console', 'nx', 'run-many', '-t', 'typecheck', '-p', '@goen/console', '--outputStyle=static'],
];

const chromium = ensureChromium(print);
await resolveTemporal({ report: print });
rmSync(reportDir, { recursive: true, force: true });

let passed = 0;
const failures: string[] = [];
for (const [name, command, ...args] of checks) {
  print(`\n▸ ${name}`);
  if ((await run(command, args)) === 0) passed += 1;
  else failures.push(name);
}
print('\n▸ tests (about 20 minutes on two cores)');
// The console's tests take as long as all others together, and wait for pages half of the time: they run beside the others.
const runTests = (...which: string[]) => run('nx', ['run-many', '-t', 'test', ...which, '--outputStyle=static']);
const testExits = await Promise.all([runTests('-p', '@goen/console'), runTests('--exclude', '@goen/console')]);
const counts = countReports(reportDir, workspacesWithTests());
if (testExits.some((exit) => exit !== 0) && counts.failed === 0)
  counts.failures.push('the test run failed outside its tests');
failures.push(...counts.failures);

if (failures.length > 0) print(`\nFailed:\n${failures.map((failure) => `  ${failure}`).join('\n')}`);
const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
print(`\n${passed + counts.passed} passed, ${failures.length} failed${skipped}`);
process.exitCode = failures.length === 0 ? 0 : 1;

function workspacesWithTests(): string[] {
  return listWorkspaces().flatMap(({ manifest }) => (manifest.scripts?.test === undefined ? [] : [manifest.name]));
}

function run(command: string, args: readonly string[]): Promise<number> {
  // The tests start hundreds of Node processes, which need not compile the same modules each.
  const caches = { NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/node') };
  const env = { ...process.env, ...caches, CHROMIUM_PATH: chromium, NX_TUI: 'false', NX_DAEMON: 'false' };
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', env });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
