import { type Em, RetentionRun, RetentionSetting } from '@goen/case-store';
import type { KeepDays, Purged } from './purge-company.ts';
import { type RetentionKind, retentionKinds, retentionRules } from './rules.ts';

const isKind = (kind: string): kind is RetentionKind => retentionKinds.some((known) => known === kind);

/** What the operator set; a kind that is no longer known is ignored. */
export async function readKeepDays(em: Em): Promise<KeepDays> {
  const settings = await em.find(RetentionSetting, {});
  return new Map(settings.flatMap(({ kind, keepDays }) => (isKind(kind) ? [[kind, keepDays] as const] : [])));
}

/** Sets the days of a kind. Null: they may not be so few. */
export async function setKeepDays(em: Em, kind: string, days: number): Promise<{ minDays: number } | 'unknown' | null> {
  const rule = retentionRules.find((known) => known.kind === kind);
  if (rule === undefined) return 'unknown';
  if (!Number.isInteger(days) || days < rule.minDays) return { minDays: rule.minDays };
  await em.execute(
    `insert into retention_setting (kind, keep_days, set_at) values (?, ?, now())
     on conflict (kind) do update set keep_days = excluded.keep_days, set_at = excluded.set_at`,
    [kind, days],
  );
  return null;
}

/** Replaces the result of the run before. */
export async function recordRetentionRun(em: Em, keepDays: KeepDays, purged: readonly Purged[]): Promise<void> {
  const runs = retentionRules.map((rule) => {
    const ofKind = purged.filter(({ kind }) => kind === rule.kind);
    return {
      kind: rule.kind,
      keep_days: keepDays.get(rule.kind) ?? rule.keepDays,
      rows: ofKind.reduce((sum, { rows }) => sum + rows, 0),
      is_complete: ofKind.every(({ isComplete }) => isComplete),
    };
  });
  await em.execute(
    `insert into retention_run (kind, keep_days, rows, is_complete, ended_at)
     select kind, keep_days, rows, is_complete, now()
     from jsonb_to_recordset(?::jsonb) as r (kind text, keep_days int, rows int, is_complete boolean)
     on conflict (kind) do update set keep_days = excluded.keep_days, rows = excluded.rows,
       is_complete = excluded.is_complete, ended_at = excluded.ended_at`,
    [JSON.stringify(runs)],
  );
}

export const readRetentionRuns = (em: Em): Promise<RetentionRun[]> => em.find(RetentionRun, {});
