import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sourceHash } from './source-hash.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sources-'));
  await writeFile(join(dir, 'main.go'), 'package main');
  await writeFile(join(dir, 'go.mod'), 'module m');
});
afterEach(() => rm(dir, { recursive: true }));

const changes = [
  ['a source', 'main.go', true],
  ['a new source', 'other.go', true],
  ['the module file', 'go.mod', true],
  ['the sums', 'go.sum', true],
  ['a test', 'main_test.go', false],
  ['the readme', 'README.md', false],
] as const;

test.each(changes)('%s (%s) changes the hash: %s', async (_what, file, changed) => {
  const before = await sourceHash(dir);
  await writeFile(join(dir, file), 'something else');
  expect((await sourceHash(dir)) !== before).toBe(changed);
});

test('the same sources give the same hash, on one kind of machine', async () => {
  const here = await sourceHash(dir);
  expect(here).toMatch(/^[0-9a-f]{64}$/);
  expect(await sourceHash(dir)).toBe(here);
  expect(await sourceHash(dir, 'plan9 mips')).not.toBe(here);
});
