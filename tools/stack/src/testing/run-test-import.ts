import { runImport } from '@goen/worker/testing';
import type { ConsoleStack } from './console-stack.ts';
import type { TestCompany } from './test-company.ts';

/** Lets an import happen, as a worker would: does nothing in a stack that has workers. */
export async function runTestImport(
  { isWhole, casesAppUrl: url, personHashKey }: ConsoleStack,
  { id: companyId }: TestCompany,
  importId: string,
): Promise<void> {
  if (!isWhole) await runImport({ url, personHashKey }, { importId, companyId });
}
