import { openCaseStore, withCompany } from '@goen/case-store';
import { recordFacts } from '@goen/cases';
import type { ConsoleStack } from './console-stack.ts';
import type { TestCompany } from './test-company.ts';

/** Notes that a candidate got the result of a rejection, as a worker does after it was sent. */
export async function recordTestResult(
  { casesAppUrl }: ConsoleStack,
  { id: companyId }: TestCompany,
  { caseId, rejectionId }: { readonly caseId: string; readonly rejectionId: string },
): Promise<void> {
  const orm = await openCaseStore({ url: casesAppUrl, maxConnections: 1 });
  const at = new Date();
  const mail = { n: 1, mail: 'rejection' as const, rejectionIds: [rejectionId], messageId: caseId };
  const data = { ...mail, date: at.toISOString().slice(0, 10) };
  try {
    await withCompany(orm, companyId, (em) =>
      recordFacts({ em, now: at }, { caseId, facts: [{ kind: 'mail.sent', at, data }] }),
    );
  } finally {
    await orm.close(true);
  }
}
