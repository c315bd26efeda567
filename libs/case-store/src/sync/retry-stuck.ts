import { pgArray } from '@goen/service-kit';
import type { Em } from '../sessions.ts';

/** Makes stuck records due again, all or those of the given candidates. Returns how many. */
export async function retryStuck(em: Em, connectionId: string, candidateIds?: readonly string[]): Promise<number> {
  const rows = await em.execute<unknown[]>(
    `update sync_record set state = 'pending', due_at = now(), attempts = 0, failing_since = null,
       version = version + 1
     where connection_id = ? and candidate_id in (
       select candidate_id from sync_record
       where connection_id = ? and state = 'stuck' and (?::uuid[] is null or candidate_id = any(?::uuid[]))
       for update skip locked)
     returning candidate_id`,
    [connectionId, connectionId, ...Array<string | null>(2).fill(candidateIds ? pgArray(candidateIds) : null)],
  );
  return rows.length;
}
