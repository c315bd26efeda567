import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadSecrets } from './secrets.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'goen-secrets-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

it('makes secrets once, for the owner alone', () => {
  const secrets = loadSecrets(dataDir);
  expect(loadSecrets(dataDir)).toEqual(secrets);
  expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600);
});

it('adds what an earlier version did not need, and keeps the rest', () => {
  const { resendWebhookSecret: _later, ...earlier } = loadSecrets(dataDir);
  writeFileSync(join(dataDir, 'secrets.json'), JSON.stringify(earlier));
  const secrets = loadSecrets(dataDir);
  expect(secrets).toMatchObject(earlier);
  expect(secrets.resendWebhookSecret).toMatch(/^whsec_/);
  expect(JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8'))).toEqual(secrets);
});
