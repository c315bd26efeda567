import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { findCycles, findViolations, type Violation } from './cruise.ts';
import { createImportTree, writeSource } from './testing/import-tree.ts';
import { buildWallRules } from './wall-rules.ts';
import { features, walls } from './walls.ts';
import { root } from './workspaces.ts';

/** A file, what it imports, and the rule that this breaks. */
const forbidden: readonly (readonly [file: string, specifier: string, rule: string])[] = [
  ['workflows/candidate-case/src/a.ts', 'node:fs', 'wall of workflows/candidate-case'],
  ['workflows/candidate-case/src/b.ts', 'hono', 'wall of workflows/candidate-case'],
  ['workflows/candidate-case/src/c.ts', '@goen/case-store', 'wall of workflows/candidate-case'],
  ['workflows/candidate-case/src/d.ts', '@goen/contracts/public', 'wall of workflows/candidate-case'],
  ['workflows/introduction/src/a.ts', 'zod', 'wall of workflows/introduction'],
  ['workflows/file-import/src/a.ts', '@goen/introduction', 'wall of workflows/file-import'],
  ['libs/case-domain/src/a.ts', 'zod', 'wall of libs/case-domain'],
  ['libs/case-domain/src/b.ts', '@goen/contracts/public', 'wall of libs/case-domain'],
  ['libs/case-domain/src/c.ts', '@goen/case-store', 'wall of libs/case-domain'],
  ['libs/contracts/src/public/a.ts', '@goen/case-domain', 'wall of libs/contracts'],
  ['libs/contracts/src/public/b.ts', 'hono', 'wall of libs/contracts'],
  ['libs/contracts/src/workflow/a.ts', 'zod', 'wall of libs/contracts/src/workflow'],
  ['libs/contracts/src/workflow/b.ts', '../public/index.ts', 'wall of libs/contracts/src/workflow'],
  ['libs/case-store/src/a.ts', '@goen/cases', 'wall of libs/case-store'],
  ['libs/webhooks/src/a.ts', '@goen/cases', 'wall of libs/webhooks'],
  ['libs/cases/src/a.ts', '@goen/relay', 'wall of libs/cases'],
  ['libs/ats/src/a.ts', '@goen/case-store', 'wall of libs/ats'],
  ['libs/crm/src/a.ts', '@goen/case-store', 'wall of libs/crm'],
  ['libs/service-kit/src/a.ts', '@goen/case-domain', 'wall of libs/service-kit'],
  ['apps/mail-service/src/a.ts', '@goen/case-store', 'wall of apps/mail-service'],
  ['apps/mail-service/src/b.ts', '@temporalio/client', 'reserved @temporalio/(client|proto)'],
  ['apps/credit-service/src/a.ts', '@goen/temporal-kit', 'wall of apps/credit-service'],
  ['apps/worker/src/a.ts', '@goen/gateway', 'wall of apps/worker'],
  ['apps/worker/src/b.test.ts', '@goen/gateway', 'wall of apps/worker'],
  ['apps/gateway/src/a.ts', 'resend', 'reserved resend'],
  ['apps/gateway/src/b.ts', '@temporalio/activity', 'reserved @temporalio/(worker|activity)'],
  ['apps/gateway/src/c.ts', 'undeclared', 'undeclared package'],
  ['apps/gateway/src/d.ts', 'missing', 'missing file'],
  ['apps/gateway/src/e.ts', '@goen/testing', 'no tests in production'],
  ['apps/gateway/src/f.ts', './f-fixture.ts', 'no tests in production'],
  ['apps/gateway/src/g.ts', './testing/tools.ts', 'no tests in production'],
  ['apps/gateway/src/h.ts', '../../../libs/cases/src/index.ts', 'no back door'],
  ['apps/gateway/src/pool/a/a.ts', '../b/internal.ts', 'features'],
  ['apps/gateway/src/identity/a.ts', '../pool/b/internal.ts', 'features'],
  ['apps/gateway/src/http/a.ts', '../pool/b/internal.ts', 'features'],
  ['apps/worker/src/cases/a.ts', '../polls/internal.ts', 'features'],
  ['apps/mail-service/src/providers/resend/a.ts', '../smtp/internal.ts', 'features'],
  ['libs/crm/src/hubspot/a.ts', '../herp/internal.ts', 'features'],
  ['infra/postgres/src/a.ts', '@goen/contracts/public', 'dependencies of infra/postgres'],
  ['libs/unheard-of/src/a.ts', 'zod', 'wall of libs/unheard-of'],
  ['tools/mail-sandbox/src/a.ts', '@goen/contracts/public', 'wall of tools/mail-sandbox'],
];
const allowed: readonly (readonly [file: string, specifier: string])[] = [
  ['workflows/candidate-case/src/e.ts', '@goen/case-domain'],
  ['workflows/candidate-case/src/f.ts', '@goen/contracts/workflow'],
  ['workflows/candidate-case/src/g.ts', '@temporalio/workflow'],
  ['workflows/candidate-case/src/h.test.ts', '@temporalio/worker'],
  ['libs/contracts/src/public/c.ts', 'zod'],
  ['libs/contracts/src/public/d.test.ts', 'vitest'],
  ['libs/case-domain/src/d.ts', 'temporal-polyfill'],
  ['libs/case-store/src/b.test.ts', '@goen/testing'],
  ['libs/cases/src/b.ts', '@goen/webhooks'],
  ['libs/relay/src/a.ts', '@goen/cases'],
  ['apps/gateway/src/i.ts', 'node:crypto'],
  ['apps/gateway/src/j.ts', '@goen/cases'],
  ['apps/gateway/src/k.ts', './pool/b/internal.ts'],
  ['apps/gateway/src/l.test.ts', './f-fixture.ts'],
  ['apps/gateway/src/pool/a/b.ts', '../b/index.ts'],
  ['apps/gateway/src/pool/a/c.ts', './local.ts'],
  ['apps/gateway/src/pool/a/d.ts', '../../http/shared.ts'],
  ['apps/mail-service/src/c.ts', 'resend'],
  ['apps/worker/src/c.ts', '@temporalio/activity'],
  ['tools/stack/src/a.ts', '@goen/testing'],
];
/** Three groups: two files, one of them for its types; two packages by their entrances; a dynamic import. */
const cyclic: Readonly<Record<string, string>> = {
  'apps/worker/src/cycle/a.ts': `import type { B } from './b.ts';`,
  'apps/worker/src/cycle/b.ts': `export { a } from './a.ts';`,
  'libs/cases/src/index.ts': `export * from './cycle.ts';`,
  'libs/cases/src/cycle.ts': `import type { Relay } from '@goen/relay';`,
  'libs/relay/src/index.ts': `export * from './cycle.ts';`,
  'libs/relay/src/cycle.ts': `import { recordFacts } from '@goen/cases';`,
  'apps/credit-service/src/cycle/a.ts': `const b = await import('./b.ts');`,
  'apps/credit-service/src/cycle/b.ts': `import './a.ts';`,
};

async function cruiseTree(): Promise<readonly Violation[]> {
  const rows = [...forbidden, ...allowed];
  const packages = new Set(rows.map(([, specifier]) => specifier));
  for (const specifier of packages)
    if (/^(\.|node:|@goen\/|missing$|undeclared$)/.test(specifier)) packages.delete(specifier);
  const { dir, workspaces } = createImportTree([...packages], ['undeclared']);
  const files = new Map(rows.map(([file, specifier]) => [file, `import { a } from '${specifier}';`]));
  for (const [file, text] of [...files, ...Object.entries(cyclic), ['libs/crm/src/orphan.ts', '']])
    writeSource(dir, file ?? '', `${text}\nexport {};\n`);
  for (const [file, specifier] of rows) {
    const target = join(dirname(file), specifier);
    if (specifier.startsWith('.') && !files.has(target) && !(target in cyclic)) writeSource(dir, target, 'export {};');
  }
  const folders = workspaces.map(({ dir: folder }) => folder);
  return findViolations(dir, folders, buildWallRules(workspaces, ['vitest']));
}
const violations = await cruiseTree();
const brokenBy = (file: string) => violations.filter(({ from }) => from === file).map(({ rule }) => rule);

test.each(forbidden)('%s may not import %s', (file, _, rule) => {
  expect(brokenBy(file)).toContain(rule);
});

test.each(allowed)('%s may import %s', (file) => {
  expect(brokenBy(file)).toEqual([]);
});

test('a file that nothing connects to others is an orphan', () => {
  expect(violations.filter(({ rule }) => rule === 'no orphan').map(({ from }) => from)).toContain(
    'libs/crm/src/orphan.ts',
  );
});

test('cycles are seen through type-only imports, re-exports, dynamic imports and the entrances of packages', () => {
  expect(findCycles(violations)).toEqual([
    ['apps/credit-service/src/cycle/a.ts', 'apps/credit-service/src/cycle/b.ts'],
    ['apps/worker/src/cycle/a.ts', 'apps/worker/src/cycle/b.ts'],
    ['libs/cases/src/cycle.ts', 'libs/cases/src/index.ts', 'libs/relay/src/cycle.ts', 'libs/relay/src/index.ts'],
  ]);
});

test('the walls let no two packages depend on each other', () => {
  const below = (dir: string): readonly string[] => {
    const { workspaces } = walls[dir] ?? {};
    return workspaces === undefined || workspaces === 'any' ? [] : workspaces;
  };
  const visit = (dir: string, path: readonly string[]): void => {
    expect(path).not.toContain(dir);
    for (const next of below(dir)) visit(next, [...path, dir]);
  };
  for (const dir of Object.keys(walls)) visit(dir, []);
});

test('every entrance that is listed exists', () => {
  const missing = features.flatMap(({ src, entrances }) =>
    entrances.filter((file) => !existsSync(join(root, src, file))).map((file) => `${src}/${file}`),
  );
  expect(missing).toEqual([]);
});
