import { type Em, withCompany } from '@goen/case-store';
import type { RejectionReport } from '@goen/contracts/public';
import { pgArray } from '@goen/service-kit';
import { acceptRead, type Intake, type IntakeContext, readReports, type UndatedReports } from './accept-rejections.ts';
import type { Accepted } from './accept-report.ts';
import type { EvaluatedCases } from './open-case.ts';
import { type Outlook, readOutlooks } from './outlook.ts';
import type { Refusal } from './read-report.ts';

/** Longer than a concurrent report takes; shorter than the deadlock timeout that would cost it its transaction. */
const lockTimeoutMs = 900;

export type Rehearsed =
  | (Accepted &
      Outlook & {
        /** The candidate has asked for a correction that nobody has answered. */
        readonly hasOpenCorrection: boolean;
      })
  | Refusal;
export type Rehearse = (reports: readonly RejectionReport[], undated: UndatedReports) => Promise<Rehearsed[]>;

class RolledBack<T> extends Error {
  readonly result: T;
  constructor(result: T) {
    super('rolled back');
    this.result = result;
  }
}

/**
 * Accepts reports, chunk by chunk, in one transaction that is rolled back: exactly what would happen, including a chunk
 * that meets rows of an earlier one. Blocks only concurrent reports of the same applications, and throws a lock timeout
 * when it would have to wait for one: start over. `prepare` runs before any lock.
 */
export async function rehearseRejections<T>(
  context: IntakeContext,
  prepare: (em: Em) => Promise<void>,
  work: (rehearse: Rehearse) => Promise<T>,
): Promise<T> {
  const rehearsal = withCompany<T>(context.orm, context.companyId, async (em) => {
    await prepare(em);
    await em.execute(`select set_config('lock_timeout', ?, true)`, [`${lockTimeoutMs}ms`]);
    const result = await work(async (reports, undated) => {
      const readings = readReports(context, reports, undated);
      const evaluated: EvaluatedCases = new Map();
      const results = (await acceptRead(em, context, readings, { lockCases: false }, evaluated)) as Intake[];
      const outlooks = await readOutlooks(em, results, evaluated, context.now);
      const withCorrection = await findOpenCorrections(em, results);
      // The next chunk reads what it needs; a long file would fill the memory.
      em.clear();
      return results.map((result, index): Rehearsed => {
        if (result.kind === 'refused') return result;
        const outlook = outlooks[index];
        if (!outlook) throw new Error('An accepted rejection has no outlook');
        return { ...result, ...outlook, hasOpenCorrection: withCorrection.has(result.caseId) };
      });
    });
    throw new RolledBack(result);
  });
  return rehearsal.catch((error: unknown) => {
    if (error instanceof RolledBack) return error.result as T;
    throw error;
  });
}

/** The cases of candidates who wait for an answer to a request for a correction. */
async function findOpenCorrections(em: Em, results: readonly Intake[]): Promise<ReadonlySet<string>> {
  const caseIds = results.flatMap((result) => (result.kind === 'accepted' ? [result.caseId] : []));
  const rows = await em.execute<{ id: string }[]>(
    `select c.id from follow_up_case c where c.id = any(?::uuid[])
       and exists (select from correction_request r where r.candidate_id = c.candidate_id and r.state = 'open')`,
    [pgArray(caseIds)],
  );
  return new Set(rows.map(({ id }) => id));
}
