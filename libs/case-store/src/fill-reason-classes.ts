import { classifyReason } from '@goen/case-domain/re-invitation';
import type { ReasonOfClass } from '@goen/contracts/workflow';

type Execute = (sql: string, values: unknown[]) => Promise<object[]>;
type Unfilled = { readonly id: string; readonly reason: string | null };
const fillLimit = 1_000;

/**
 * Classifies the last reason of candidates that a version without classes wrote, or whose company has changed its list since,
 * in the rows that the session sees: all in the migration, those of one company later. Without any, it costs one look at an empty index.
 */
export async function fillReasonClasses(execute: Execute, list: readonly ReasonOfClass[] = []): Promise<void> {
  for (;;) {
    const rows = (await execute(
      `select c.id, (select r.reason from rejection r where r.candidate_id = c.id order by r.rejected_at desc limit 1) as reason
       from candidate c where last_reason_class is null and erased_at is null limit ? for update of c skip locked`,
      [fillLimit],
    )) as Unfilled[];
    if (rows.length === 0) return;
    const filled = rows.map(({ id, reason }) => ({ id, class: classifyReason(reason, list) }));
    await execute(
      `update candidate c set last_reason_class = filled.class
       from jsonb_to_recordset(?::jsonb) filled (id uuid, class text) where c.id = filled.id`,
      [JSON.stringify(filled)],
    );
    if (rows.length < fillLimit) return;
  }
}
