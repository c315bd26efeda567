import { withRelay } from '@goen/case-store';
import { holdResult, openHoldPage } from '@goen/contracts/internal';
import { pgArray } from '@goen/service-kit';
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
    const ends = await decideEnds(context, page.items);
    for (const { hold, verb } of ends) {
      const isSettled = await settle(context, hold, verb).catch((error: unknown) => {
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

type End = { readonly hold: OpenHold; readonly verb: 'capture' | 'release' };

async function settle(context: ActivityContext, { company, id }: OpenHold, verb: End['verb']): Promise<true> {
  await callService(context.credit, `/companies/${company}/holds/${encodeURIComponent(id)}/${verb}`, {}, holdResult);
  context.logger.warn({ hold: id, verb }, 'Settled an abandoned hold');
  return true;
}

/**
 * With one query, however many holds are open: those whose introduction is still running end by themselves, and those
 * that belong to no introduction are not ours.
 */
async function decideEnds({ orm }: ActivityContext, holds: readonly OpenHold[]): Promise<End[]> {
  const ids = holds.flatMap(({ id }) => parseHoldId(id) ?? []);
  const rows = await withRelay(orm, (em) =>
    em.execute<{ id: string; state: string; is_provided: boolean }[]>(
      `select id, state, exists (select from introduction_fact f
         where f.introduction_id = introduction.id and f.kind = 'profile.provided') as is_provided
       from introduction where id = any(?::uuid[])`,
      [pgArray(ids)],
    ),
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return holds.flatMap((hold): End[] => {
    const id = parseHoldId(hold.id);
    const row = id === null ? undefined : byId.get(id);
    if (id === null || (row && row.state !== 'closed')) return [];
    return [{ hold, verb: row?.is_provided ? 'capture' : 'release' }];
  });
}
