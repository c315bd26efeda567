import {
  countExpired,
  isWithinRange,
  readKeepDays,
  readRetentionRuns,
  readRetentionVersions,
  retentionRules,
} from '@goen/cases';
import { type MailRetention, mailRetention } from '@goen/contracts/internal';
import type { RetentionPreviewQuery, RetentionState, retentionPreview, retentionStates } from '@goen/contracts/public';
import { HttpProblem } from '@goen/service-kit';
import type { z } from 'zod';
import { askService } from '../../http/ask-service.ts';
import { countExpiredSignIn } from '../../identity/index.ts';
import { type OperatorContext, withConsole } from '../operator-context.ts';

/** How long each kind is kept, by whose words, and what its last purge deleted. */
export async function listRetention(context: OperatorContext): Promise<z.infer<typeof retentionStates>> {
  const [keepDays, versionOf, runs] = await withConsole(context, async (em) => [
    await readKeepDays(em),
    await readRetentionVersions(em),
    new Map((await readRetentionRuns(em)).map((run) => [run.kind, run])),
  ]);
  const ofCases = retentionRules.map(({ kind, keepDays: byDefault, minDays, maxDays, basis, why }): RetentionState => {
    const run = runs.get(kind);
    return {
      kind,
      store: 'cases',
      keep_days: keepDays.get(kind) ?? byDefault,
      default_days: byDefault,
      min_days: minDays,
      max_days: maxDays,
      is_settable: true,
      version: versionOf(kind),
      basis: basis ?? null,
      why,
      last_run: run ? { ended_at: run.endedAt.toISOString(), rows: run.rows, complete: run.isComplete } : null,
    };
  });
  const ofMail = await readMailRetention(context, { counted: false });
  return { mail_known: ofMail !== null, items: [...ofCases, ...(ofMail?.items ?? []).map(viewMailRetention)] };
}

function viewMailRetention(item: MailRetention['items'][number]): RetentionState {
  const { kind, keep_days, default_days, min_days, max_days, is_settable, version, basis, why, last_run: run } = item;
  const last_run = run && { ended_at: run.ended_at, rows: run.rows, complete: run.is_complete };
  return {
    kind,
    store: 'mail',
    keep_days,
    default_days,
    min_days,
    max_days,
    is_settable,
    version,
    basis,
    why,
    last_run,
  };
}

/** Null when mail-service does not answer: the rest is known all the same. Throws what it refuses. */
async function readMailRetention({ mail, logger }: OperatorContext, query: object): Promise<MailRetention | null> {
  try {
    return mailRetention.parse(await (await askService(mail, '/retention', { query })).json());
  } catch (error) {
    if (!(error instanceof HttpProblem) || error.code !== 'unavailable') throw error;
    logger.warn({ code: error.code }, 'Failed to read the retention of mail-service');
    return null;
  }
}

/** Counts what the next purges delete or blank, of all kinds or of one with other days. Throws `not_found`, `invalid_request`. */
export async function previewRetention(
  context: OperatorContext,
  { kind, keep_days: days }: RetentionPreviewQuery,
): Promise<z.infer<typeof retentionPreview>> {
  const { identity } = context;
  const counted_at = context.now().toISOString();
  if (kind !== undefined && days !== undefined) {
    return { counted_at, items: [await previewKind(context, kind, days)], sign_in: [] };
  }
  const em = (await identity.operatorOrm()).em.fork();
  const keepDays = await readKeepDays(em);
  const totals = await countExpired(em, keepDays);
  const ofMail = await readMailRetention(context, { counted: true });
  const signIn = await countExpiredSignIn(identity.pool);
  const ofCases = retentionRules.map((rule) => ({
    kind: rule.kind,
    keep_days: keepDays.get(rule.kind) ?? rule.keepDays,
    rows: totals.get(rule.kind) ?? 0,
  }));
  return {
    counted_at,
    items: [...ofCases, ...(ofMail?.items ?? []).map(viewMailCount)],
    sign_in: [...signIn].map(([name, rows]) => ({ kind: name, rows })),
  };
}

const viewMailCount = ({ kind, keep_days, expired_rows: rows }: MailRetention['items'][number]) => ({
  kind,
  keep_days,
  rows: rows ?? 0,
});

async function previewKind(context: OperatorContext, kind: string, days: number) {
  const rule = retentionRules.find((known) => known.kind === kind);
  if (rule === undefined) {
    const answer = await askService(context.mail, '/retention', { query: { kind, keep_days: days } });
    const item = mailRetention.parse(await answer.json()).items.find((known) => known.kind === kind);
    if (item === undefined) throw new HttpProblem('not_found');
    return viewMailCount(item);
  }
  if (!isWithinRange(rule, days)) throw toRangeProblem(rule);
  const em = (await context.identity.operatorOrm()).em.fork();
  const counts = await countExpired(em, new Map([[rule.kind, days]]), [rule.kind]);
  return { kind, keep_days: days, rows: counts.get(rule.kind) ?? 0 };
}

export const toRangeProblem = ({ minDays, maxDays }: { readonly minDays: number; readonly maxDays: number }) =>
  new HttpProblem('invalid_request', {
    errors: [{ pointer: '/keep_days', code: 'out_of_range', detail: `Must be from ${minDays} to ${maxDays} days.` }],
  });
