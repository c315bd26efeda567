import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageRequest } from '@goen/contracts/internal';
import { removePostgresData } from '@goen/postgres-server';
import { afterAll, expect, test } from 'vitest';
import { madeUpMails } from './made-up-mails.ts';
import { mail } from './mail.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'goen-bench-'));
afterAll(async () => {
  await removePostgresData(join(dataDir, 'postgres'));
  rmSync(dataDir, { recursive: true });
});

test('the mails are valid, as many as asked for, the same for the same seed, and none has the key of another', () => {
  const mails = madeUpMails(1, 500);
  for (const one of mails) expect(messageRequest.safeParse(one).error).toBeUndefined();
  expect(new Set(mails.map(({ key }) => key)).size).toBe(500);
  expect(madeUpMails(1, 500)).toEqual(mails);
  expect(madeUpMails(2, 500)).not.toEqual(mails);
});

test('measures real processes, and each mail comes once', async () => {
  const settings = { mails: 300, concurrency: 120, profile: 0 };
  const { metrics, versions } = await mail.run({ seed: 1, settings, dataDir, say: () => {} });
  const values = Object.fromEntries(metrics.map(({ key, value }) => [key, value]));
  expect(values).toMatchObject({ duplicates: 0, lost: 0 });
  // None on a machine with time: a benchmark's goal, like every figure that depends on one.
  expect(values.avoidable_429).toBeGreaterThanOrEqual(0);
  expect(values.mails_per_s).toBeGreaterThan(0);
  expect(values.latency_p50_ms).toBeGreaterThan(0);
  expect(versions.postgres).toMatch(/^\d+/);
});
