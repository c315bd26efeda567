// The entry of every root command, in plain JavaScript for Node 20 or newer. It installs the workspace when the lock
// file has changed since the last installation, builds the console for the commands that show it when its sources have
// changed, then runs the command with the Node 24 that the workspace contains.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const commands = {
  demo: 'tools/stack/src/demo.ts',
  start: 'tools/stack/src/start.ts',
  provision: 'infra/postgres/src/provision-job.ts',
  migrate: 'tools/stack/src/migrate.ts',
  temporal: 'apps/worker/src/temporal.ts',
  backup: 'tools/stack/src/backup.ts',
  restore: 'tools/stack/src/restore.ts',
  doctor: 'tools/stack/src/doctor.ts',
  deploy: 'apps/worker/src/deploy.ts',
  rotate: 'tools/stack/src/rotate.ts',
  test: 'tools/checks/src/test.ts',
  'check:house': 'tools/checks/src/house.ts',
  admin: 'apps/gateway/src/cli/main.ts',
  bench: 'tools/bench/src/main.ts',
  listen: 'libs/client/src/listen-main.ts',
  sbom: 'tools/checks/src/sbom.ts',
  vulnerabilities: 'tools/checks/src/vulnerabilities.ts',
  'generate-client': 'tools/checks/src/generate-client.ts',
  verify: 'tools/verify/src/main.ts',
};

const showConsole = ['demo', 'start', 'test', 'verify'];

const [command = '', ...args] = process.argv.slice(2);
const entry = commands[command];
if (entry === undefined) {
  console.error(`Unknown command "${command}". Known: ${Object.keys(commands).join(', ')}.`);
  process.exit(2);
}

installIfOutdated();
const bin = join(root, 'node_modules', '.bin');
const localNode = join(bin, 'node');
const node = existsSync(localNode) ? localNode : process.execPath;
const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` };
if (showConsole.includes(command)) buildConsole();
const child = spawn(node, [join(root, entry), ...args], { cwd: root, stdio: 'inherit', env });
// A terminal sends Ctrl-C to the whole process group; a supervisor sends SIGTERM to this process only.
process.on('SIGINT', () => {});
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
// npm sends SIGTERM to its shell only, which exits without forwarding it: a new parent process means the same.
const parentPid = process.ppid;
setInterval(() => process.ppid !== parentPid && child.kill('SIGTERM'), 500).unref();
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));

function installIfOutdated() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = join(root, 'node_modules', '.installed-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.log('Installing the workspace (npm ci, about half a minute) …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const install = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (install.status !== 0) process.exit(install.status ?? 1);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, lock);
}

function buildConsole() {
  if (!existsSync(join(root, 'apps', 'console', 'vite.config.ts'))) return;
  const build = spawnSync(node, [join(root, 'apps', 'console', 'build.ts')], { cwd: root, stdio: 'inherit', env });
  if (build.status !== 0) process.exit(build.status ?? 1);
}
