import { randomUUID } from 'node:crypto';
import { OperatorLicence } from '@goen/case-store';
import { z } from 'zod';
import type { AdminContext } from './admin-context.ts';
import { checked } from './companies.ts';

const licence = z.object({
  number: z.string().trim().min(1).max(100),
  kind: z.string().trim().min(1).max(100),
  expiresOn: z.iso.date(),
});

/**
 * Records the operator's placement licence (職業安定法 Art. 30, 33) and wakes the cases whose referral waited for it.
 * Answers how many.
 */
export async function setLicence({ orm }: AdminContext, given: z.input<typeof licence>): Promise<number> {
  const { number, kind, expiresOn } = checked(licence, given);
  return orm.em.fork().transactional(async (em) => {
    await em.insert(OperatorLicence, { id: randomUUID(), number, kind, expiresOn, createdAt: new Date() });
    return nudge(em, `next_step = 'referral' and state = 'open'`);
  });
}

/** Makes every open case look at its facts again, and starts workflows that are missing; answers how many. */
export const wakeOpenCases = ({ orm }: AdminContext): Promise<number> =>
  orm.em.fork().transactional((em) => nudge(em, `state = 'open'`));

async function nudge(em: { execute<T>(sql: string): Promise<T> }, which: string): Promise<number> {
  const woken = await em.execute<unknown[]>(
    `insert into outbox (company_id, case_id, kind, wake_at, next_attempt_at, created_at)
     select company_id, id, 'nudge', now(), now(), now() from follow_up_case where ${which} returning id`,
  );
  return woken.length;
}
