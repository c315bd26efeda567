import { setTimeout as sleep } from 'node:timers/promises';
import type { TemporalClient } from '@goen/stack/demo';
import { triggerRelayRound } from '@goen/temporal-kit';
import type { QueryRows } from '../query-rows.ts';

/** Longer than the leases and backoffs of what crashes interrupt: a call that failed eight times waits for ten minutes. */
const maxWaitMs = 1_500_000;
const checkEveryMs = 1_000;

/** What is still to be done, in words; the rows of each query are what is left. */
const pendingWork = {
  cases: {
    // Of an upload that was cut off there is a row that ends it two hours later.
    'outbox rows': `select id from outbox o where next_attempt_at < now() + interval '1 hour' and not exists (
       select from file_import i where i.id = o.import_id and i.state = 'receiving')`,
    'accepted introductions that are not handed over': `select id from introduction i
       where state in ('matched', 'asked') and exists (select from introduction_fact f
         where f.introduction_id = i.id and f.kind = 'candidate.accepted')`,
    'webhooks of an ATS that are not processed': `select id from hook_delivery where state = 'received'`,
    'imports that have not ended': `select id from file_import where state not in ('done', 'refused', 'cancelled', 'failed', 'receiving')`,
    'steps of cases that are overdue': `select id from follow_up_case
       where state = 'open' and next_step_at < now() - interval '20 seconds' + make_interval(secs => skipped_seconds)`,
  },
  mail: {
    'mails that have not left': `select id from message where state = 'queued'`,
    'notices to the gateway': 'select id from case_notice where told_at is null and next_try_at is not null',
  },
} as const;

/** Waits until nothing is left to do. Returns what is, in words, when it takes too long. */
export async function settle(
  temporal: TemporalClient,
  queries: { readonly cases: QueryRows; readonly mail: QueryRows },
): Promise<string[]> {
  // Settles holds and credits that are free again.
  await triggerRelayRound(temporal);
  let pending: string[] = [];
  let quietChecks = 0;
  for (let waitedMs = 0; waitedMs < maxWaitMs; waitedMs += checkEveryMs) {
    pending = [];
    for (const database of ['cases', 'mail'] as const) {
      for (const [what, sql] of Object.entries(pendingWork[database])) {
        const rows = await queries[database](sql);
        if (rows.length > 0) pending.push(`${rows.length} ${what} (${String(rows[0]?.id)})`);
      }
    }
    quietChecks = pending.length === 0 ? quietChecks + 1 : 0;
    if (quietChecks === 5) return [];
    await sleep(checkEveryMs);
  }
  return pending.map((what) => `after ${maxWaitMs / 1_000} s there are still ${what}`);
}
