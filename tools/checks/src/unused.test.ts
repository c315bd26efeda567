import { expect, test } from 'vitest';
import { listIssues } from './unused.ts';

test('every file, export and dependency that knip reports is one line', () => {
  const dead = { file: 'a.ts', files: [{ name: 'a.ts' }], exports: [], types: [] };
  const half = { file: 'b.ts', files: [], exports: [{ name: 'c' }, { name: 'd' }], types: [{ name: 'E' }] };
  const manifest = { file: 'package.json', dependencies: [{ name: 'zod' }] };
  expect(listIssues({ issues: [dead, half, manifest] })).toEqual([
    'a.ts: files',
    'b.ts: exports c',
    'b.ts: exports d',
    'b.ts: types E',
    'package.json: dependencies zod',
  ]);
});
