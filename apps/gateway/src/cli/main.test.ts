import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GatewayFixture, startGatewayFixture } from '../testing/gateway-fixture.ts';

const operator = ['--name=x', '--address=x', '--complaints=x', '--occupations=x', '--fees=x'];

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
});
afterAll(() => gateway.close());

const main = fileURLToPath(new URL('./main.ts', import.meta.url));

/** Runs the program as an operator does; returns its output and exit status. */
async function runAdmin(...args: string[]): Promise<{ status: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [main, ...args], {
    env: { PATH: process.env.PATH, CASES_OPERATOR_URL: gateway.urls.operatorUrl },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, err, status] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  return { status, out, err };
}

test('creates a company and an API key that works', async () => {
  const created = await runAdmin(
    'company',
    'create',
    '--name=株式会社あさひ',
    '--slug=asahi',
    '--from=hr@asahi.example.jp',
  );
  expect(created).toMatchObject({
    status: 0,
    err: '',
    out: expect.stringMatching(/^Created company [0-9a-f-]{36}\.\nIt states no basis .*\n$/),
  });
  expect(await gateway.rows("select name from company where slug = 'asahi'")).toEqual([{ name: '株式会社あさひ' }]);

  const shown = await runAdmin('key', 'create', '--company', 'asahi', '--name', 'ats', '--scopes', 'cases:read');
  expect(shown).toMatchObject({ status: 0, err: '' });
  const keys = shown.out.match(/goen_[\w-]+/g) ?? [];
  expect(keys).toHaveLength(1);
  expect((await gateway.request('/v1/cases', {}, keys[0])).status).toBe(200);
  expect(JSON.stringify(await gateway.rows('select * from api_key'))).not.toContain(keys[0]);
});

type Refusal = [name: string, args: string[], status: number, message: string];
test.each<Refusal>([
  ['a taken slug', ['company', 'create', '--name=x', '--slug=hinode', '--from=hr@x.example.jp'], 1, 'is taken'],
  ['an unknown company', ['key', 'create', '--company=nobody', '--name=x', '--scopes=cases:read'], 1, 'nobody'],
  ...(
    [
      ['an unknown setting', ['company', 'settings', '--slug=hinode', '--set=undoWindowMinute=0'], 'undoWindowMinute'],
      ['an unknown nested setting', ['company', 'settings', '--slug=hinode', '--set=hours.opens=1'], 'hours.opens'],
      ['an empty sender', ['company', 'settings', '--slug=hinode', '--set=sender.name='], 'sender.name'],
      ['an empty name', ['company', 'create', '--name=', '--slug=leer', '--from=hr@x.example.jp'], '--name is empty'],
      ['a blank name', ['key', 'create', '--company=hinode', '--name= ', '--scopes=cases:read'], '--name is empty'],
      [
        'an expired licence',
        ['licence', 'set', '--number=13-ユ-300001', '--kind=x', '--expires=2020-01-01', ...operator],
        'expired',
      ],
      [
        'a licence number',
        ['licence', 'set', '--number=abc', '--kind=x', '--expires=2099-01-01', ...operator],
        '13-ユ-123456',
      ],
      ['an unknown kind', ['connection', 'create', '--company=hinode', '--kind=nope', '--name=x'], 'the kinds are'],
      [
        'a kind with secrets',
        ['connection', 'create', '--company=hinode', '--kind=greenhouse', '--name=x'],
        'POST /v1/connections',
      ],
      [
        'a long name',
        ['connection', 'create', '--company=hinode', '--kind=hrmos', `--name=${'x'.repeat(201)}`],
        'name',
      ],
      ['an id', ['position', 'close', '--company=hinode', '--id=abc'], 'id'],
      ['a url', ['position', 'open', '--company=hinode', '--title=x', '--url=javascript:alert(1)'], 'url'],
      ['a date', ['placement-ledger', 'export', '--from=abc', '--to=2026-01-01'], 'from'],
      ['a settings file', ['company', 'create', '--name=x', '--slug=x1', '--from=a@b.jp', '--settings=/none'], '/none'],
    ] as const
  ).map(([name, args, message]): Refusal => [name, [...args], 1, message]),
  ['an unknown option', ['key', 'create', '--nonsense=1'], 1, 'nonsense'],
  ['an unknown command', ['company', 'destroy'], 2, 'Usage: npm run admin'],
  ['no command', [], 2, 'Usage: npm run admin'],
])('%s: exits with an error status and writes to standard error only', async (_case, args, status, message) => {
  const result = await runAdmin(...args);
  expect(result).toMatchObject({ status, out: '', err: expect.stringContaining(message) });
  expect(result.err).not.toMatch(/\n\s+at |select |insert |DriverException/i);
});

test('an unreachable database is said so, without the words of a driver', async () => {
  const child = spawn(process.execPath, [main, 'cases', 'wake'], {
    env: { PATH: process.env.PATH, CASES_OPERATOR_URL: 'postgres://nobody:secret@127.0.0.1:1/none' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [err, status] = await Promise.all([text(child.stderr), closed]);
  expect([status, err]).toEqual([1, expect.stringMatching(/^The database could not be reached or refused/)]);
  expect(err).not.toContain('secret');
});
