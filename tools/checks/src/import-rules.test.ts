import { expect, test } from 'vitest';
import { judge } from './import-rules.ts';
import { specifiersOf } from './workspaces.ts';

const all = new Set([
  'zod',
  'hono',
  '@goen/case-store',
  '@goen/gateway',
  '@goen/case-domain',
  '@goen/contracts',
  'vitest',
  'resend',
]);
const judged = (workspace: string, specifier: string, file = 'x/src/a.ts') =>
  judge({ workspace, file, specifier, line: 1 }, all, new Set(['vitest']));

test.each([
  ['@goen/candidate-case', 'node:fs', 'workflows are deterministic: no node:*, no ORM, no HTTP'],
  ['@goen/candidate-case', 'hono', 'workflows are deterministic: no node:*, no ORM, no HTTP'],
  ['@goen/candidate-case', '@goen/case-store', 'workflows are deterministic: no node:*, no ORM, no HTTP'],
  ['@goen/case-domain', 'zod', 'case-domain is pure: contracts, and libraries of dates'],
  ['@goen/contracts', '@goen/case-domain', 'contracts depends on zod only'],
  ['@goen/mail-service', '@goen/case-store', 'mail-service knows neither case-store nor Temporal'],
  ['@goen/worker', '@goen/gateway', 'only the worker implements activities; apps never import apps'],
  ['@goen/gateway', 'resend', 'mail leaves through mail-service alone'],
  ['@goen/gateway', 'kysely', 'kysely is not in the package.json of the workspace'],
  ['@goen/unheard-of', 'zod', '@goen/unheard-of has no rule in tools/checks/src/import-rules.ts'],
])('%s may not import %s', (workspace, specifier, why) => {
  expect(judged(workspace, specifier)).toBe(why);
});

test.each([
  ['@goen/candidate-case', '@goen/case-domain'],
  ['@goen/gateway', 'node:crypto'],
  ['@goen/gateway', '@goen/case-store'],
  ['@goen/gateway', './routes.ts'],
])('%s may import %s', (workspace, specifier) => {
  expect(judged(workspace, specifier)).toBeNull();
});

test('a test file may import test libraries, and no app for that', () => {
  expect(judged('@goen/contracts', 'vitest', 'libs/contracts/src/a.test.ts')).toBeNull();
  expect(judged('@goen/worker', '@goen/gateway', 'apps/worker/src/a.test.ts')).not.toBeNull();
});

test('every kind of import is seen', () => {
  const source = `import type { A } from 'a';\nexport { b } from 'b';\nexport * from 'c';\nconst d = import('d');`;
  expect(specifiersOf('x.ts', source).map((found) => found.specifier)).toEqual(['a', 'b', 'c', 'd']);
});
