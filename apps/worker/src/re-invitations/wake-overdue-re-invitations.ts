import { withRelay } from '@goen/case-store';
import type { ActivityContext } from '../activity-context.ts';

/** Per round; the next one continues. */
const maxWoken = 5_000;
/** How long a step is overdue before its workflow counts as lost. */
const overdueAfterMs = 60 * 60 * 1000;

/** Wakes re-invitations whose next step is overdue. Those that are left over are woken by the next round. */
export const wakeOverdueReInvitations = ({ orm }: ActivityContext, now: Date): Promise<number> =>
  withRelay(orm, async (em) => {
    const woken = await em.execute<unknown[]>(
      // The relay reads no wake-ups, so it gets none returned.
      `with overdue as (select id, company_id from re_invitation
         where state <> 'closed' and next_step_at < ? order by next_step_at limit ?),
       woken as (insert into outbox (company_id, re_invitation_id, kind, wake_at)
         select company_id, id, 're_invitation', ? from overdue)
       select id from overdue`,
      [new Date(now.getTime() - overdueAfterMs), maxWoken, now],
    );
    return woken.length;
  });
