import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflows } from '@goen/temporal-kit/bundle';

const require = createRequire(import.meta.url);
const workflowFile = fileURLToPath(new URL('workflows.ts', import.meta.url));
const dist = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist');

export type WorkflowBundle = { readonly codePath: string; readonly buildId: string };

/**
 * Returns the minified bundle of all workflows, rebuilt when their sources have changed. `buildId` identifies its
 * content: a worker with other code is another version of the deployment.
 */
export async function workflowBundle(): Promise<WorkflowBundle> {
  const codePath = join(dist, `workflow-${hashSources()}.js`);
  if (!existsSync(codePath)) {
    const { code } = await bundleWorkflows(workflowFile);
    mkdirSync(dist, { recursive: true });
    const partialPath = `${codePath}.${process.pid}`;
    writeFileSync(partialPath, code);
    renameSync(partialPath, codePath);
  }
  const buildId = createHash('sha256').update(readFileSync(codePath)).digest('hex').slice(0, 16);
  return { codePath, buildId };
}

/** Every package whose code the bundle can contain, and the one that bundles it. */
const bundledPackages = [
  '@goen/candidate-case',
  '@goen/introduction',
  '@goen/re-invitation',
  '@goen/connection-poll',
  '@goen/file-import',
  '@goen/maintenance',
  '@goen/case-domain',
  '@goen/contracts/workflow',
  '@goen/workflow-kit',
  '@goen/temporal-kit/bundle',
];

function hashSources(): string {
  const hash = createHash('sha256').update(readFileSync(workflowFile));
  for (const folder of bundledPackages.map((name) => dirname(fileURLToPath(import.meta.resolve(name))))) {
    for (const file of globSync('**/*.ts', { cwd: folder }).sort()) {
      if (!file.endsWith('.test.ts')) hash.update(file).update(readFileSync(join(folder, file)));
    }
  }
  return hash
    .update((require('@temporalio/workflow/package.json') as { version: string }).version)
    .digest('hex')
    .slice(0, 16);
}
