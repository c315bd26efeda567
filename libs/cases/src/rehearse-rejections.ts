import { type Em, withCompany } from '@goen/case-store';
import type { RejectionReport } from '@goen/contracts/public';
import { acceptRead, type Intake, type IntakeContext, readAll } from './accept-rejections.ts';

/** Longer than a report takes that is accepted meanwhile; before a deadlock would cost somebody else their transaction. */
const lockTimeoutMs = 900;

export type Rehearse = (reports: readonly RejectionReport[], undated: ReadonlySet<number>) => Promise<Intake[]>;

class RolledBack<T> extends Error {
  readonly result: T;
  constructor(result: T) {
    super('rolled back');
    this.result = result;
  }
}

/**
 * Accepts reports, chunk after chunk, in one transaction that is rolled back: what would happen, exactly, also where a
 * chunk meets what an earlier one would have written. Nobody is kept from reporting meanwhile, except of the same
 * applications. `first` runs before anything is locked. Throws when it would have to wait for them itself: begin anew.
 */
export async function rehearseRejections<T>(
  context: IntakeContext,
  first: (em: Em) => Promise<void>,
  work: (rehearse: Rehearse) => Promise<T>,
): Promise<T> {
  const rehearsed = withCompany<T>(context.orm, context.companyId, async (em) => {
    await first(em);
    await em.execute(`select set_config('lock_timeout', ?, true)`, [`${lockTimeoutMs}ms`]);
    const result = await work(async (reports, undated) => {
      const results = await acceptRead(em, context, readAll(context, reports, undated), { lockCases: false });
      // The next chunk reads what it needs; a long file would fill the memory.
      em.clear();
      return results;
    });
    throw new RolledBack(result);
  });
  return rehearsed.catch((error: unknown) => {
    if (error instanceof RolledBack) return error.result as T;
    throw error;
  });
}
