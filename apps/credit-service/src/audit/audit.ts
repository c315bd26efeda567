import type { Database } from '@goen/service-kit/database';
import { IsolationLevel } from '@mikro-orm/core';
import { type Check, checks } from './checks.ts';

export type Fault = { readonly company: string; readonly what: string };

/**
 * Rebuilds every balance from the journal and compares it with the stored one, on one snapshot, while the service runs.
 * Empty when the books are sound. Faults are ordered by check, then company and entry.
 */
export function audit(orm: Database): Promise<Fault[]> {
  return orm.em.fork().transactional(
    async (em) => {
      const faults: Fault[] = [];
      for (const { sql, values = [] } of checks satisfies readonly Check[]) {
        faults.push(...(await em.execute<Fault[]>(sql, [...values])));
      }
      return faults;
    },
    { isolationLevel: IsolationLevel.REPEATABLE_READ, readOnly: true },
  );
}
