import { Introduction, introductionFacts, withRelay } from '@goen/case-store';
import { holdResult, openHoldPage } from '@goen/contracts';
import { heartbeat } from '@temporalio/activity';
import type { z } from 'zod';
import type { ActivityContext } from '../activity-context.ts';
import { callService, readService } from '../services/call-service.ts';
import { introductionOfHold } from './credit.ts';
import { overdueAfterMs } from './wake-overdue.ts';

/**
 * Credits that stay set aside though their introduction has ended, or never came to be: spent if the profile was handed
 * over, else the company's again. Returns how many were settled.
 */
export async function settleHolds(context: ActivityContext, now = new Date()): Promise<number> {
  const olderThan = new Date(now.getTime() - overdueAfterMs).toISOString();
  let settled = 0;
  for (let cursor: string | null = null; ; ) {
    const query: string = new URLSearchParams({ olderThan, ...(cursor === null ? {} : { cursor }) }).toString();
    const page: z.output<typeof openHoldPage> = await readService(context.credit, `/holds?${query}`, openHoldPage);
    for (const { company, id } of page.items) {
      const verb = await endOf(context, id);
      if (verb === null) continue;
      const path = `/companies/${company}/holds/${encodeURIComponent(id)}/${verb}`;
      await callService(context.credit, path, {}, holdResult);
      context.logger.warn({ hold: id, verb }, 'a hold that nobody ended was settled');
      settled += 1;
    }
    heartbeat();
    if (page.next === null) return settled;
    cursor = page.next;
  }
}

/** Null: the introduction runs, and ends its hold itself; or the hold is none of an introduction. */
async function endOf({ orm }: ActivityContext, holdId: string): Promise<'capture' | 'release' | null> {
  const id = introductionOfHold(holdId);
  if (id === null) return null;
  return withRelay(orm, async (em) => {
    const row = await em.findOne(Introduction, { id });
    if (row !== null && row.state !== 'closed') return null;
    const facts = row === null ? [] : await introductionFacts(em, id);
    return facts.some(({ kind }) => kind === 'profile.provided') ? 'capture' : 'release';
  });
}
