import { Introduction, withRelay } from '@goen/case-store';
import { holdResult, openHoldPage } from '@goen/contracts/internal';
import { introductionFacts } from '@goen/relay';
import { ApplicationFailure } from '@temporalio/common';
import type { z } from 'zod';
import type { ActivityContext } from '../activity-context.ts';
import { callService, readService } from '../services/call-service.ts';
import { parseHoldId } from './credit.ts';
import { overdueAfterMs } from './wake-overdue.ts';

type OpenHold = z.output<typeof openHoldPage>['items'][number];

/**
 * Ends holds whose introduction has ended or never existed: captured if the profile was handed over, released otherwise.
 * Returns how many were settled. When some fail, the others are still settled before this throws.
 */
export async function settleHolds(context: ActivityContext, now = new Date()): Promise<number> {
  const olderThan = new Date(now.getTime() - overdueAfterMs).toISOString();
  let settled = 0;
  let failed = 0;
  for (let cursor: string | null = null; ; ) {
    const query: string = new URLSearchParams({ olderThan, ...(cursor === null ? {} : { cursor }) }).toString();
    const page: z.output<typeof openHoldPage> = await readService(context.credit, `/holds?${query}`, openHoldPage);
    for (const hold of page.items) {
      const isSettled = await settle(context, hold).catch((error: unknown) => {
        context.logger.error({ err: error, hold: hold.id }, 'Failed to settle a hold');
        failed += 1;
        return false;
      });
      if (isSettled) settled += 1;
    }
    if (page.next === null) break;
    cursor = page.next;
  }
  if (failed > 0) throw ApplicationFailure.retryable('holds_not_settled', 'holds_not_settled');
  return settled;
}

async function settle(context: ActivityContext, { company, id }: OpenHold): Promise<boolean> {
  const verb = await decideEnd(context, id);
  if (verb === null) return false;
  await callService(context.credit, `/companies/${company}/holds/${encodeURIComponent(id)}/${verb}`, {}, holdResult);
  context.logger.warn({ hold: id, verb }, 'Settled an abandoned hold');
  return true;
}

/** Null when the introduction is still running and ends its hold itself, or the hold belongs to no introduction. */
async function decideEnd({ orm }: ActivityContext, holdId: string): Promise<'capture' | 'release' | null> {
  const id = parseHoldId(holdId);
  if (id === null) return null;
  return withRelay(orm, async (em) => {
    const row = await em.findOne(Introduction, { id });
    if (row !== null && row.state !== 'closed') return null;
    const facts = row === null ? [] : await introductionFacts(em, id);
    return facts.some(({ kind }) => kind === 'profile.provided') ? 'capture' : 'release';
  });
}
