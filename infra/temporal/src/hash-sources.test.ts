import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hashSources } from './hash-sources.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sources-'));
  await writeFile(join(dir, 'main.go'), 'package main');
  await writeFile(join(dir, 'go.mod'), 'module m');
});
afterEach(() => rm(dir, { recursive: true }));

const files = [
  ['a changed source', 'main.go', true],
  ['a new source', 'other.go', true],
  ['the module file', 'go.mod', true],
  ['the checksums', 'go.sum', true],
  ['a test', 'main_test.go', false],
  ['the readme', 'README.md', false],
] as const;

test.each(files)('%s (%s) changes the hash: %s', async (_name, file, changes) => {
  const before = await hashSources(dir);
  await writeFile(join(dir, file), 'something else');
  expect((await hashSources(dir)) !== before).toBe(changes);
});

test('the same sources have the same hash on the same platform', async () => {
  const hash = await hashSources(dir);
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(await hashSources(dir)).toBe(hash);
  expect(await hashSources(dir, 'plan9 mips')).not.toBe(hash);
});
