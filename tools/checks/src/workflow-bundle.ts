import { readFileSync } from 'node:fs';
import { readBundle } from '@goen/temporal-kit/bundle';
import { workflowBundle } from '@goen/worker/workflow-bundle';

/** Measures the minified bundle that workers run, in kB of 1000 bytes and without its source map. */
export async function measureWorkflowBundle(): Promise<{ readonly kb: number; readonly containsZod: boolean }> {
  const { codePath } = await workflowBundle();
  const { code, sources } = readBundle(readFileSync(codePath, 'utf8'));
  const containsZod = /zod/i.test(code) || sources.some((source) => source.includes('/node_modules/zod/'));
  return { kb: Math.ceil(Buffer.byteLength(code) / 1000), containsZod };
}
