import { countExpired, readKeepDays, readRetentionRuns, recordAudit, retentionRules, setKeepDays } from '@goen/cases';
import { Pool } from 'pg';
import { countExpiredSignIn } from '../identity/index.ts';
import type { AdminContext } from './admin-context.ts';
import { AdminError } from './admin-error.ts';

/** What the next round would delete or blank, one kind per line: kind, rows, days. Changes nothing. */
export async function previewRetention({ orm }: AdminContext, identityUrl?: string): Promise<string> {
  const em = orm.em.fork();
  const keepDays = await readKeepDays(em);
  const totals = await countExpired(em, keepDays);
  const kinds = retentionRules.map(
    ({ kind, keepDays: days }) => `${kind}\t${totals.get(kind) ?? 0}\tolder than ${keepDays.get(kind) ?? days} days`,
  );
  return [...kinds, ...(await previewSignIn(identityUrl))].join('\n');
}

/** What has expired in the database of sign-in, which the gateway purges every hour. */
async function previewSignIn(url: string | undefined): Promise<string[]> {
  if (url === undefined) return [];
  const pool = new Pool({ connectionString: url, max: 1 });
  try {
    const counts = await countExpiredSignIn(pool);
    return [...counts].map(([table, rows]) => `sign-in ${table}\t${rows}\texpired`);
  } finally {
    await pool.end();
  }
}

/** How long each kind is kept, why, and what the last round did. */
export async function listRetention({ orm }: AdminContext): Promise<string> {
  const em = orm.em.fork();
  const keepDays = await readKeepDays(em);
  const runs = new Map((await readRetentionRuns(em)).map((run) => [run.kind, run]));
  return retentionRules
    .map(({ kind, keepDays: days, why }) => {
      const run = runs.get(kind);
      const last = run
        ? `${run.endedAt.toISOString()} ${run.rows} rows${run.isComplete ? '' : ', more left'}`
        : 'never';
      return [kind, `${keepDays.get(kind) ?? days} days`, `last run: ${last}`, why].join('\t');
    })
    .join('\n');
}

/** Throws an AdminError for an unknown kind, and for fewer or more days than the kind may have. */
export async function setRetention(
  { orm, actor }: AdminContext,
  { kind, days }: { readonly kind: string; readonly days: string },
): Promise<void> {
  const number = /^\d{1,5}$/.test(days) ? Number(days) : Number.NaN;
  const result = await orm.em.fork().transactional(async (em) => {
    const set = await setKeepDays(em, { kind, days: number });
    const subject = { type: 'retention', id: kind };
    if (set.kind === 'set') {
      const data = { days: number, before: set.before };
      await recordAudit(em, { companyId: null, actor, action: 'retention.changed', subject, data });
    }
    return set;
  });
  if (result.kind === 'unknown') {
    throw new AdminError(`"${kind}" is not one of ${retentionRules.map((rule) => rule.kind).join(', ')}.`);
  }
  if (result.kind === 'out_of_range') {
    throw new AdminError(`--days must be a whole number from ${result.minDays} to ${result.maxDays}.`);
  }
}
