import { type Database, type Em, withCompany } from '@goen/case-store';
import { countExpiredRows, purgeRows } from '@goen/service-kit/retention';
import { type RetentionKind, retentionKinds, retentionRules } from './rules.ts';

export type PurgeLimits = {
  /** Rows per transaction: few enough not to hold up others. */
  readonly batchRows: number;
  /** Per company, kind and run; the next run goes on. */
  readonly maxBatches: number;
};
const purgeLimits: PurgeLimits = { batchRows: 1_000, maxBatches: 20 };

/** Days per kind; those that nobody set are the rules' own. */
export type KeepDays = ReadonlyMap<RetentionKind, number>;
export type Purged = { readonly kind: RetentionKind; readonly rows: number; readonly isComplete: boolean };

/** Purges what a company has too long, in small transactions. `isComplete`: false when more is left. */
export async function purgeCompany(
  orm: Database,
  companyId: string,
  keepDays: KeepDays,
  { batchRows, maxBatches } = purgeLimits,
): Promise<Purged[]> {
  const purged: Purged[] = [];
  for (const rule of retentionRules) {
    const scope = { companyId, keepDays: keepDays.get(rule.kind) ?? rule.keepDays };
    let rows = 0;
    let isComplete = false;
    for (let batch = 0; batch < maxBatches && !isComplete; batch += 1) {
      const count = await withCompany(orm, companyId, (em) => purgeRows(em, rule, scope, batchRows));
      rows += count;
      isComplete = count < batchRows;
    }
    purged.push({ kind: rule.kind, rows, isComplete });
  }
  return purged;
}

/** What purges would delete or blank of all companies, per kind; changes nothing. Needs a session of the operator. */
export async function countExpired(
  em: Em,
  keepDays: KeepDays,
  kinds: readonly RetentionKind[] = retentionKinds,
): Promise<Map<RetentionKind, number>> {
  const defaults = new Map(retentionRules.map((rule) => [rule.kind, rule.keepDays]));
  const keepDaysOf = (kind: RetentionKind) => keepDays.get(kind) ?? defaults.get(kind) ?? 0;
  const counts = new Map<RetentionKind, number>();
  for (const rule of retentionRules.filter(({ kind }) => kinds.includes(kind))) {
    counts.set(rule.kind, await countExpiredRows(em, rule, keepDaysOf));
  }
  return counts;
}
