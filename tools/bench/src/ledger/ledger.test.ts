import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { referralPosting } from '@goen/contracts/internal';
import { removePostgresData } from '@goen/postgres-server';
import { afterAll, expect, test } from 'vitest';
import { generatePostings } from './generate-postings.ts';
import { ledger } from './ledger.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'goen-bench-'));
afterAll(async () => {
  await removePostgresData(join(dataDir, 'postgres'));
  rmSync(dataDir, { recursive: true });
});

test('generates valid, different postings on the requested number of accounts, the same for the same seed', () => {
  const postings = generatePostings(1, 500, 20);
  for (const { referral } of postings) expect(referralPosting.safeParse(referral).error).toBeUndefined();
  expect(new Set(postings.map(({ company }) => company)).size).toBe(20);
  expect(new Set(postings.map(({ referral }) => referral.id)).size).toBe(500);
  expect(new Set(postings.map(({ referral }) => referral.personHash)).size).toBe(500);
  expect(generatePostings(1, 500, 20)).toEqual(postings);
  expect(generatePostings(2, 500, 20)).not.toEqual(postings);
});

test('measures real processes, and every point is in the ledger', async () => {
  const settings = { postings: 300, accounts: 10, hot: 200, concurrency: 50, profile: 0 };
  const { metrics } = await ledger.run({ seed: 1, settings, dataDir, report: () => {} });
  const values = Object.fromEntries(metrics.map(({ key, value }) => [key, value]));
  expect(values).toMatchObject({ lost: 0, audit_faults: 0 });
  expect(values.postings_per_s).toBeGreaterThan(0);
  expect(values.hot_account_postings_per_s).toBeGreaterThan(0);
});
