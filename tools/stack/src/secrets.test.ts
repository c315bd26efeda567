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

it('generates secrets once, readable only by the owner', () => {
  const secrets = loadSecrets(dataDir);
  expect(loadSecrets(dataDir)).toEqual(secrets);
  expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600);
});

it('adds secrets that an earlier version did not need, and keeps the others', () => {
  const { resendWebhookSecret: _new, ...earlier } = loadSecrets(dataDir);
  writeFileSync(join(dataDir, 'secrets.json'), JSON.stringify(earlier));
  const secrets = loadSecrets(dataDir);
  expect(secrets).toMatchObject(earlier);
  expect(secrets.resendWebhookSecret).toMatch(/^whsec_/);
  expect(JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8'))).toEqual(secrets);
});
