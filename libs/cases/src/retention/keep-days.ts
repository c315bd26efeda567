import { type Em, RetentionRun, RetentionSetting } from '@goen/case-store';
import type { RetentionRule } from '@goen/service-kit/retention';
import type { KeepDays, Purged } from './purge-company.ts';
import { type RetentionKind, retentionKinds, retentionRules } from './rules.ts';

const isKind = (kind: string): kind is RetentionKind => retentionKinds.some((known) => known === kind);

/** What the operator set; a kind that is no longer known is ignored. */
export async function readKeepDays(em: Em): Promise<KeepDays> {
  const settings = await em.find(RetentionSetting, {});
  return new Map(settings.flatMap(({ kind, keepDays }) => (isKind(kind) ? [[kind, keepDays] as const] : [])));
}

/** How often each kind was set; 0 of those that nobody set. */
export async function readRetentionVersions(em: Em): Promise<(kind: RetentionKind) => number> {
  const versions = new Map((await em.find(RetentionSetting, {})).map(({ kind, version }) => [kind, version]));
  return (kind) => versions.get(kind) ?? 0;
}

export type NewKeepDays = {
  readonly kind: string;
  readonly days: number;
  /** Of the days that the change was made from; absent: whatever they are. */
  readonly version?: number;
};
export type SetKeepDays =
  | { readonly kind: 'set'; readonly before: number }
  | { readonly kind: 'unknown' | 'outdated' }
  | { readonly kind: 'out_of_range'; readonly minDays: number; readonly maxDays: number };

/** Sets the days of a kind, from the next round on. */
export async function setKeepDays(em: Em, { kind, days, version }: NewKeepDays): Promise<SetKeepDays> {
  const rule = retentionRules.find((known) => known.kind === kind);
  if (rule === undefined) return { kind: 'unknown' };
  const { minDays, maxDays } = rule;
  if (!isWithinRange(rule, days)) return { kind: 'out_of_range', minDays, maxDays };
  const [current] = await em.execute<{ keep_days: number; version: number }[]>(
    'select keep_days, version from retention_setting where kind = ? for update',
    [kind],
  );
  if (version !== undefined && version !== (current?.version ?? 0)) return { kind: 'outdated' };
  // Two who set it first at once saw no row: the later one changes nothing.
  const changed = await em.execute<unknown[]>(
    `insert into retention_setting as s (kind, keep_days, set_at, version) values (?, ?, now(), 1)
     on conflict (kind) do update set keep_days = excluded.keep_days, set_at = excluded.set_at, version = s.version + 1
       where ?::int is null or s.version = ?
     returning 1 as changed`,
    [kind, days, version ?? null, version ?? null],
  );
  if (changed.length === 0) return { kind: 'outdated' };
  return { kind: 'set', before: current?.keep_days ?? rule.keepDays };
}

export const isWithinRange = ({ minDays, maxDays }: RetentionRule, days: number): boolean =>
  Number.isInteger(days) && days >= minDays && days <= maxDays;

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
