import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bench, startBench } from '../testing/gateway-fixture.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

const main = fileURLToPath(new URL('./main.ts', import.meta.url));

/** The program as an operator runs it: what it prints, and how it ends. */
async function admin(...args: string[]): Promise<{ status: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [main, ...args], {
    env: { PATH: process.env.PATH, CASES_MIGRATION_URL: bench.urls.migrationUrl },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, err, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { status, out, err };
}

test('a company is created, and its key, which is printed once and opens the API', async () => {
  const created = await admin(
    'company',
    'create',
    '--name=株式会社あさひ',
    '--slug=asahi',
    '--from=hr@asahi.example.jp',
  );
  expect(created).toMatchObject({
    status: 0,
    err: '',
    out: expect.stringMatching(/^Created company [0-9a-f-]{36}\.\n$/),
  });
  expect(await bench.rows("select name from company where slug = 'asahi'")).toEqual([{ name: '株式会社あさひ' }]);

  const shown = await admin('key', 'create', '--company', 'asahi', '--name', 'ats', '--scopes', 'cases:read');
  expect(shown).toMatchObject({ status: 0, err: '' });
  const keys = shown.out.match(/goen_[\w-]+/g) ?? [];
  expect(keys).toHaveLength(1);
  expect((await bench.request('/v1/cases', {}, keys[0])).status).toBe(200);
  expect(JSON.stringify(await bench.rows('select * from api_key'))).not.toContain(keys[0]);
});

test.each([
  ['a slug that is taken', ['company', 'create', '--name=x', '--slug=hinode', '--from=hr@x.example.jp'], 1, 'is taken'],
  [
    'a company that is not there',
    ['key', 'create', '--company=nobody', '--name=x', '--scopes=cases:read'],
    1,
    'nobody',
  ],
  ['an option that is unknown', ['key', 'create', '--nonsense=1'], 1, 'nonsense'],
  ['a command that is unknown', ['company', 'destroy'], 2, 'Usage: npm run admin'],
  ['no command', [], 2, 'Usage: npm run admin'],
])('%s: a status other than 0, and words on standard error alone', async (_what, args, status, words) => {
  const ended = await admin(...args);
  expect(ended).toMatchObject({ status, out: '', err: expect.stringContaining(words) });
  expect(ended.err).not.toMatch(/\n\s+at /);
});
