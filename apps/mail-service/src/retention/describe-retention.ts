import type { MailRetention } from '@goen/contracts/internal';
import type { Database } from '@goen/service-kit/database';
import { countExpiredRows } from '@goen/service-kit/retention';
import { checkRetentionDays, isSettable, readRetentionDays } from './retention-settings.ts';
import { buildRetentionRules, type RetentionDays, settableKinds } from './rules.ts';

type Run = { readonly kind: string; readonly rows: number; readonly is_complete: boolean; readonly ended_at: string };

type Query = {
  /** Whether what is older now is counted, which reads all of it. */
  readonly isCounted: boolean;
  /** Other days of one kind: what would be older then. Throws `not_found` and `invalid_request`. */
  readonly proposal: { readonly kind: string; readonly keepDays: number } | null;
};

/** How long each kind is kept, what is older now, and what the last run did. Changes nothing. */
export async function describeRetention(
  orm: Database,
  byDefault: RetentionDays,
  { isCounted, proposal }: Query,
): Promise<MailRetention> {
  if (proposal !== null) checkRetentionDays(byDefault, proposal.kind, proposal.keepDays);
  const em = orm.em.fork();
  const { days, versions } = await readRetentionDays(orm, byDefault);
  const proposed =
    proposal !== null && isSettable(proposal.kind) ? { [settableKinds[proposal.kind]]: proposal.keepDays } : {};
  const defaults = new Map(buildRetentionRules(byDefault).map(({ kind, keepDays }) => [kind, keepDays]));
  const runs = await em.execute<Run[]>('select kind, rows, is_complete, ended_at from retention_run');
  const items: MailRetention['items'] = [];
  const rules = buildRetentionRules({ ...days, ...proposed });
  const keepDays = new Map(rules.map((rule) => [rule.kind, rule.keepDays]));
  for (const rule of rules) {
    const run = runs.find(({ kind }) => kind === rule.kind);
    items.push({
      kind: rule.kind,
      keep_days: rule.keepDays,
      default_days: defaults.get(rule.kind) ?? rule.keepDays,
      min_days: rule.minDays,
      max_days: rule.maxDays,
      is_settable: isSettable(rule.kind),
      version: versions.get(rule.kind) ?? 0,
      basis: rule.basis ?? null,
      why: rule.why,
      expired_rows: isCounted ? await countExpiredRows(em, rule, (kind) => keepDays.get(kind) ?? 0) : null,
      last_run: run
        ? { rows: run.rows, is_complete: run.is_complete, ended_at: new Date(run.ended_at).toISOString() }
        : null,
    });
  }
  return { items };
}
