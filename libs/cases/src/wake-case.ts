import { type Em, FollowUpCase } from '@goen/case-store';
import { LockMode } from '@mikro-orm/core';
import type { CaseKeys } from './fact-rows.ts';

/**
 * Enqueues a wake-up of the case's workflow in the caller's transaction: it decides at once, and is started first when
 * Temporal does not run it.
 */
export async function enqueueWakeUp(em: Em, { id, companyId }: CaseKeys, wakeAt: Date): Promise<void> {
  await em.execute(`insert into outbox (company_id, case_id, kind, wake_at) values (?, ?, 'nudge', ?)`, [
    companyId,
    id,
    wakeAt,
  ]);
}

/** Wakes the company's cases that wait for an opening: the next decision sees whether it is one that the person wants. */
export async function wakeCasesAwaitingOpening(em: Em, companyId: string, now: Date): Promise<void> {
  await em.execute(
    `insert into outbox (company_id, case_id, kind, wake_at)
     select company_id, id, 'nudge', ? from follow_up_case
     where state = 'open' and next_step = 'opening' and company_id = ?`,
    [now, companyId],
  );
}

/** The case that takes a candidate's decision: their open case, else `fallbackCaseId`. Locked until the transaction ends. */
export async function lockCurrentCase(em: Em, candidateId: string, fallbackCaseId: string): Promise<FollowUpCase> {
  const lock = { lockMode: LockMode.PESSIMISTIC_WRITE };
  const open = await em.findOne(FollowUpCase, { candidateId, state: 'open' }, lock);
  return open ?? (await em.findOneOrFail(FollowUpCase, { id: fallbackCaseId }, lock));
}
