import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const dir = mkdtempSync(join(tmpdir(), 'goen-run-service-'));
afterAll(() => rmSync(dir, { recursive: true }));
const runService = join(import.meta.dirname, 'run-service.ts');

/** Runs a service, sends a signal once it has printed `start`, and waits for its end. */
async function stopService(name: string, start: string) {
  const main = join(dir, `${name}.mjs`);
  writeFileSync(main, `import { runService } from '${runService}';\nrunService('${name}', async () => { ${start} });`);
  const child = spawn(process.execPath, [main], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    if (output.includes('started')) child.kill('SIGTERM');
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  return { code, signal, output };
}

const forever = 'setInterval(() => {}, 1_000); await new Promise(() => {});';

test('a signal while a service starts ends it at once', async () => {
  const { code, signal, output } = await stopService('starting', `console.log('started'); ${forever}`);
  expect({ code, signal }).toEqual({ code: 0, signal: null });
  expect(output).toContain('Stopped before it was ready');
});

test('a signal closes a running service first', async () => {
  const { code, output } = await stopService(
    'running',
    `setTimeout(() => console.log('started'), 10); setInterval(() => {}, 1_000);
     return { close: async () => { console.log('closed'); } };`,
  );
  expect(code).toBe(0);
  expect(output).toContain('closed');
});

test('a service that cannot start says why and exits with 1', async () => {
  const { code, output } = await stopService('failing', `throw new Error('no database');`);
  expect(code).toBe(1);
  expect(output).toContain('Failed to start');
});
