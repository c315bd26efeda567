import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removePostgresData } from '@goen/postgres-server';
import { afterAll, expect, test } from 'vitest';
import { waitUntil } from '../demo/wait-until.ts';
import { root } from '../paths.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'goen-launcher-'));
const launched: ChildProcess[] = [];
afterAll(async () => {
  for (const child of launched) child.kill('SIGTERM');
  await waitUntil('every process to exit', async () => listProcesses().length === 0);
  await removePostgresData(join(dataDir, 'postgres'));
  rmSync(dataDir, { recursive: true, force: true });
});

/** Processes of this stack: its folder is in their arguments or their environment. */
function listProcesses(): string[] {
  const output = execFileSync('ps', ['-eo', 'pid,args', 'e', '-ww'], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return output.split('\n').filter((line) => line.includes(dataDir) && !line.includes('ps -eo'));
}

async function launch(): Promise<{ child: ChildProcess; exited: Promise<number | null>; gateway: string }> {
  const args = [join(root, 'tools/stack/src/start.ts'), '--data', dataDir, '--free-ports'];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, GOEN_TEST: dataDir },
  });
  launched.push(child);
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString('utf8');
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const gateway = await waitUntil('the stack', async () => /(http:\S+)\/docs/.exec(output)?.[1]);
  return { child, exited, gateway };
}

test('SIGINT stops everything in order and leaves no process behind', async () => {
  const { child, exited, gateway } = await launch();
  expect((await fetch(`${gateway}/readyz`)).status).toBe(200);
  expect(listProcesses().length).toBeGreaterThan(3);
  child.kill('SIGINT');
  expect(await exited).toBe(0);
  expect(listProcesses()).toEqual([]);
});

test('a start after kill -9 of the launcher works on the same data, and SIGTERM stops it in order', async () => {
  const killed = await launch();
  killed.child.kill('SIGKILL');
  await killed.exited;
  const restarted = await launch();
  expect((await fetch(`${restarted.gateway}/readyz`)).status).toBe(200);
  restarted.child.kill('SIGTERM');
  expect(await restarted.exited).toBe(0);
  expect(listProcesses()).toEqual([]);
});
