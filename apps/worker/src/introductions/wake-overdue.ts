import { withRelay } from '@goen/case-store';
import type { ActivityContext } from '../activity-context.ts';
import { wakeOverdueReInvitations } from '../re-invitations/index.ts';

const batchRows = 200;
/** Per round; the next one continues. */
const maxWoken = 5_000;
/** How long a step is overdue before its workflow counts as lost. */
export const overdueAfterMs = 60 * 60 * 1000;

type Overdue = { readonly id: string; readonly next_step_at: string };
const first: Overdue = { id: '00000000-0000-0000-0000-000000000000', next_step_at: '-infinity' };

/**
 * Wakes introductions whose next step is overdue: their start was lost, or their workflow died with a credit held. Of
 * closed ones, those whose company is still to be asked about the person it hired. Re-invitations, too.
 */
export async function wakeOverdue(context: ActivityContext, now = new Date(), limit = batchRows): Promise<number> {
  const running = await wakeOverdueOf(context, `state <> 'closed'`, now, limit);
  const hired = await wakeOverdueOf(context, `ended = 'hired' and next_step_at is not null`, now, limit);
  return running + hired + (await wakeOverdueReInvitations(context, now));
}

async function wakeOverdueOf({ orm }: ActivityContext, condition: string, now: Date, limit: number): Promise<number> {
  let woken = 0;
  for (let after = first; woken < maxWoken; ) {
    const rows = await withRelay(orm, (em) =>
      em.execute<Overdue[]>(
        `with overdue as (
           select id, company_id, next_step_at from introduction
           where ${condition} and next_step_at < ? and (next_step_at, id) > (?::timestamptz, ?::uuid)
           order by next_step_at, id limit ?),
         woken as (
           insert into outbox (company_id, introduction_id, kind, wake_at)
           select company_id, id, 'introduction', ? from overdue)
         select id, next_step_at::text as next_step_at from overdue order by overdue.next_step_at, id`,
        [new Date(now.getTime() - overdueAfterMs), after.next_step_at, after.id, limit, now],
      ),
    );
    woken += rows.length;
    if (rows.length < limit) return woken;
    after = rows.at(-1) ?? after;
  }
  return woken;
}
