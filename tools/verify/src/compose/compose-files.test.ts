import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { root } from '@goen/stack';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { ProcessKind } from './service-settings.ts';

type Service = { readonly environment?: Record<string, string | number | null>; readonly secrets?: readonly string[] };
type ComposeFile = { readonly services: Record<string, Service>; readonly secrets: Record<string, { file: string }> };

const folder = join(root, 'infra', 'compose');
let dir: string;
let compose: ComposeFile;
/** As a new installation: what init.mjs writes, and the compose file with its variables. */
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'goen-compose-'));
  execFileSync(process.execPath, [join(folder, 'init.mjs'), '--url', 'https://goen.example.co.jp', '--dir', dir]);
  writeFileSync(join(dir, 'secrets', 'resend_api_key'), 're_of_the_company\n');
  const env = parseEnv(readFileSync(join(dir, '.env'), 'utf8'));
  const text = readFileSync(join(folder, 'compose.yaml'), 'utf8').replaceAll(
    /(?<!\$)\$\{(\w+)(?::[-?]([^}]*))?\}/g,
    (_all, name: string, fallback = '') => env[name] || fallback,
  );
  compose = parse(text, { merge: true, maxAliasCount: -1 }) as ComposeFile;
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const kinds: Record<string, ProcessKind> = {
  'gateway-1': 'gateway',
  'gateway-2': 'gateway',
  'worker-1': 'worker',
  'worker-2': 'worker',
  imports: 'worker',
  mail: 'mail',
  credit: 'credit',
};

test('every service starts with what compose and init.mjs give it, and is given nothing that it does not read', {
  timeout: 60_000,
}, () => {
  const given = Object.entries(kinds).map(([name, kind]) => {
    const entries = Object.entries(compose.services[name]?.environment ?? {}).map(([variable, value]) => [
      variable,
      String(value ?? '').replace('/run/secrets', join(dir, 'secrets')),
    ]);
    return [kind, Object.fromEntries(entries)];
  });
  const script = join(import.meta.dirname, 'check-settings.ts');
  const faults: unknown = JSON.parse(
    execFileSync(process.execPath, [script], { input: JSON.stringify(given), encoding: 'utf8' }),
  );
  expect(faults).toEqual([]);
});

test('every secret is made by init.mjs, and mounted exactly where a setting names it', () => {
  const made = readdirSync(join(dir, 'secrets'))
    .filter((name) => name !== 'grafana_password')
    .sort();
  expect(Object.keys(compose.secrets).sort()).toEqual(made);
  const used = new Set<string>();
  for (const [name, { environment = {}, secrets = [] }] of Object.entries(compose.services)) {
    const named = Object.values(environment).flatMap(
      (value) => /^\/run\/secrets\/(.*)$/.exec(String(value))?.[1] ?? [],
    );
    expect([name, ...[...secrets].sort()]).toEqual([name, ...named.sort()]);
    for (const secret of secrets) used.add(secret);
  }
  expect([...used].sort()).toEqual(made);
});
