import type { Em } from '@goen/case-store';
import { FollowUpCase } from '@goen/case-store';
import { LockMode } from '@mikro-orm/core';
import type { CaseKeys } from './facts.ts';

/**
 * Asks, in the caller's transaction, that the case's workflow be told: `start` makes it sleep until `wakeAt` first,
 * `nudge` makes it look now (and starts it when it is not there).
 */
export async function wake(em: Em, of: CaseKeys, kind: 'start' | 'nudge', wakeAt: Date): Promise<void> {
  const now = new Date();
  await em.execute(
    `insert into outbox (company_id, case_id, kind, wake_at, next_attempt_at, created_at) values (?, ?, ?, ?, ?, ?)`,
    [of.companyId, of.id, kind, wakeAt, now, now],
  );
}

/** The case that takes what a person decides now: their open one, else `fallbackCaseId`. Locked until the end. */
export async function lockCurrentCase(em: Em, candidateId: string, fallbackCaseId: string): Promise<FollowUpCase> {
  const open = await em.findOne(FollowUpCase, { candidateId, state: 'open' }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  return (
    open ?? (await em.findOneOrFail(FollowUpCase, { id: fallbackCaseId }, { lockMode: LockMode.PESSIMISTIC_WRITE }))
  );
}
