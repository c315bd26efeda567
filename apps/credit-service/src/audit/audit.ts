import type { Database } from '@goen/service-kit/database';
import { IsolationLevel } from '@mikro-orm/core';
import { type Check, checks } from './checks.ts';

export type Fault = { readonly company: string; readonly what: string };

/**
 * Rebuilds every balance from the journal and compares it with what is kept, as of one instant, while the service goes
 * on. Empty: the books are sound. Faults come in the order of the checks, then of companies and entries.
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
