import { HttpProblem } from '@goen/service-kit';
import type { Database } from '@goen/service-kit/database';
import { RetentionSetting } from '../database/retention-setting.ts';
import { buildRetentionRules, type RetentionDays, settableKinds } from './rules.ts';

export type SettableKind = keyof typeof settableKinds;
export const isSettable = (kind: string): kind is SettableKind => Object.hasOwn(settableKinds, kind);

/** What the operator set, over what the environment says. Read at each purge: a change needs no restart. */
export async function readRetentionDays(
  orm: Database,
  byDefault: RetentionDays,
): Promise<{ readonly days: RetentionDays; readonly versions: ReadonlyMap<string, number> }> {
  const settings = await orm.em.fork().find(RetentionSetting, {});
  const days = { ...byDefault };
  for (const { kind, keepDays } of settings) if (isSettable(kind)) days[settableKinds[kind]] = keepDays;
  return { days, versions: new Map(settings.map(({ kind, version }) => [kind, version])) };
}

type NewDays = { readonly kind: string; readonly keepDays: number; readonly version: number };

/** Throws `not_found` for a kind that is not set, `invalid_request` for too few or too many days, `settings_changed`. */
export async function setRetentionDays(
  orm: Database,
  byDefault: RetentionDays,
  { kind, keepDays, version }: NewDays,
): Promise<void> {
  checkRetentionDays(byDefault, kind, keepDays);
  // Without a row the version is 0; two who set it first at once have the same, and the later one changes nothing.
  const changed = await orm.em.fork().execute<unknown[]>(
    `insert into retention_setting as s (kind, keep_days, version, set_at)
     select ?, ?, 1, now() where ? = coalesce((select version from retention_setting where kind = ?), 0)
     on conflict (kind) do update set keep_days = excluded.keep_days, version = s.version + 1, set_at = now()
       where s.version = ?
     returning 1 as changed`,
    [kind, keepDays, version, kind, version],
  );
  if (changed.length === 0) throw new HttpProblem('settings_changed');
}

/** Throws `not_found` and `invalid_request`. */
export function checkRetentionDays(byDefault: RetentionDays, kind: string, keepDays: number): void {
  const rule = buildRetentionRules(byDefault).find((known) => known.kind === kind);
  if (rule === undefined || !isSettable(kind)) throw new HttpProblem('not_found');
  const { minDays, maxDays } = rule;
  if (keepDays >= minDays && keepDays <= maxDays) return;
  const detail = `Must be from ${minDays} to ${maxDays} days.`;
  throw new HttpProblem('invalid_request', { errors: [{ pointer: '/keep_days', code: 'out_of_range', detail }] });
}
