import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';

const require = createRequire(import.meta.url);
const workflowFile = fileURLToPath(new URL('workflows.ts', import.meta.url));
const dist = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist');

export type WorkflowBundle = { readonly codePath: string; readonly buildId: string };

/**
 * The bundle of the workflow code, built when its sources changed since the last. `buildId` names its content: a worker
 * with other code is another version.
 */
export async function workflowBundle(): Promise<WorkflowBundle> {
  const codePath = join(dist, `workflow-${sourcesHash()}.js`);
  if (!existsSync(codePath)) {
    const { code } = await bundleWorkflowCode({ workflowsPath: workflowFile, logger: silent });
    mkdirSync(dist, { recursive: true });
    const partial = `${codePath}.${process.pid}`;
    writeFileSync(partial, code);
    renameSync(partial, codePath);
  }
  const buildId = createHash('sha256').update(readFileSync(codePath)).digest('hex').slice(0, 16);
  return { codePath, buildId };
}

/** Of what the bundle may hold: the workflow, the libraries that it may import, and the SDK. */
function sourcesHash(): string {
  const hash = createHash('sha256');
  const names = [
    '@goen/candidate-case',
    '@goen/introduction',
    '@goen/connection-poll',
    '@goen/file-import',
    '@goen/case-domain',
    '@goen/contracts',
  ];
  for (const dir of names.map((name) => dirname(fileURLToPath(import.meta.resolve(name))))) {
    for (const file of globSync('**/*.ts', { cwd: dir }).sort()) {
      if (!file.endsWith('.test.ts')) hash.update(file).update(readFileSync(join(dir, file)));
    }
  }
  return hash
    .update((require('@temporalio/workflow/package.json') as { version: string }).version)
    .digest('hex')
    .slice(0, 16);
}

const silent = { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} };
