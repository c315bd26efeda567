import { openCaseStore, withCompany } from '@goen/case-store';
import type { ConsoleStack } from './console-stack.ts';
import type { TestCompany } from './test-company.ts';

/** Makes a case wake at another time, as if it had slept, or been left alone, until then. */
export async function setWakeUp(
  { casesAppUrl }: ConsoleStack,
  { id: companyId }: TestCompany,
  caseId: string,
  hoursAgo: number,
): Promise<void> {
  const orm = await openCaseStore({ url: casesAppUrl, maxConnections: 1 });
  try {
    await withCompany(orm, companyId, (em) =>
      em.execute(
        `update follow_up_case set next_step_at = date_trunc('milliseconds', now() - make_interval(hours => ?)) where id = ?`,
        [hoursAgo, caseId],
      ),
    );
  } finally {
    await orm.close(true);
  }
}
