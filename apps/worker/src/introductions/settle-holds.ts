import { Introduction, withRelay } from '@goen/case-store';
import { holdResult, openHoldPage } from '@goen/contracts/internal';
import { introductionFacts } from '@goen/relay';
import { heartbeat } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { z } from 'zod';
import type { ActivityContext } from '../activity-context.ts';
import { callService, readService } from '../services/call-service.ts';
import { introductionOfHold } from './credit.ts';
import { overdueAfterMs } from './wake-overdue.ts';

type OpenHold = z.output<typeof openHoldPage>['items'][number];

/**
 * Credits that stay set aside though their introduction has ended, or never came to be: spent if the profile was handed
 * over, else the company's again. Returns how many were settled; where one could not be, the others are before it fails.
 */
export async function settleHolds(context: ActivityContext, now = new Date()): Promise<number> {
  const olderThan = new Date(now.getTime() - overdueAfterMs).toISOString();
  let settled = 0;
  let failed = 0;
  for (let cursor: string | null = null; ; ) {
    const query: string = new URLSearchParams({ olderThan, ...(cursor === null ? {} : { cursor }) }).toString();
    const page: z.output<typeof openHoldPage> = await readService(context.credit, `/holds?${query}`, openHoldPage);
    for (const hold of page.items) {
      const outcome = await settle(context, hold).catch((error: unknown) => {
        context.logger.error({ err: error, hold: hold.id }, 'a hold could not be settled');
        failed += 1;
        return false;
      });
      if (outcome) settled += 1;
    }
    heartbeat();
    if (page.next === null) break;
    cursor = page.next;
  }
  if (failed > 0) throw ApplicationFailure.retryable('holds_not_settled', 'holds_not_settled');
  return settled;
}

async function settle(context: ActivityContext, { company, id }: OpenHold): Promise<boolean> {
  const verb = await endOf(context, id);
  if (verb === null) return false;
  await callService(context.credit, `/companies/${company}/holds/${encodeURIComponent(id)}/${verb}`, {}, holdResult);
  context.logger.warn({ hold: id, verb }, 'a hold that nobody ended was settled');
  return true;
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
