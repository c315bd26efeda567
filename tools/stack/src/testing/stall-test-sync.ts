import { openCaseStore, withCompany } from '@goen/case-store';
import type { ConsoleStack } from './console-stack.ts';
import type { TestCompany } from './test-company.ts';

/** As if a CRM had refused the candidates of a connection for good: a stack without workers pushes nothing. */
export async function stallTestSync(
  { casesAppUrl: url }: ConsoleStack,
  { id: companyId }: TestCompany,
  connectionId: string,
): Promise<void> {
  const orm = await openCaseStore({ url });
  const fault = JSON.stringify({ code: 'refused', detail: 'no such status: Hired' });
  try {
    await withCompany(orm, companyId, (em) =>
      em.execute(
        `update sync_record set state = 'stuck', due_at = null, last_fault = ?::jsonb, failing_since = now()
         where connection_id = ?`,
        [fault, connectionId],
      ),
    );
  } finally {
    await orm.close(true);
  }
}
