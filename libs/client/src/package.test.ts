import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const clientDir = join(import.meta.dirname, '..');
let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'goen-client-'));
  mkdirSync(join(dir, 'node_modules/@goen'), { recursive: true });
  symlinkSync(join(clientDir, 'dist'), join(dir, 'node_modules/@goen/client'));
  writeFileSync(join(dir, 'package.json'), '{"type": "module"}');
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const run = (command: string, args: string[], cwd: string) => {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  return { status, output: `${stdout}${stderr}` };
};

test('the built package compiles under strict settings in a project of others, and runs as plain ESM', () => {
  expect(run(process.execPath, ['build.ts'], clientDir)).toEqual({ status: 0, output: '' });
  writeFileSync(
    join(dir, 'main.ts'),
    `import { createGoenClient, verifyWebhook, unwrap, type WebhookEvent } from '@goen/client';
const goen = createGoenClient({ baseUrl: 'https://goen.example', apiKey: 'goen_test_x' });
export const read = (id: string) => unwrap(goen.GET('/v1/cases/{id}', { params: { path: { id } } }));
export const titles: (event: WebhookEvent) => string = ({ type }) => type;
// @ts-expect-error There is no such path.
export const wrong = () => goen.GET('/v1/nothing');
console.log(typeof verifyWebhook, typeof goen.pages);
`,
  );
  const options = {
    target: 'es2022',
    module: 'nodenext',
    lib: ['es2023', 'dom', 'dom.iterable', 'dom.asynciterable'],
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
  };
  writeFileSync(join(dir, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, include: ['main.ts'] }));
  for (const compiler of ['../../node_modules/.bin/tsc', 'node_modules/.bin/tsc']) {
    expect(run(join(clientDir, compiler), ['-p', '.', '--pretty', 'false'], dir)).toEqual({ status: 0, output: '' });
  }
  expect(run(process.execPath, ['main.js'], dir)).toEqual({ status: 0, output: 'function function\n' });
});
