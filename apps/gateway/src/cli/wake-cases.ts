import type { AdminContext } from './admin-context.ts';

/** Makes every open case evaluate its facts again, and starts missing workflows. Returns how many. */
export const wakeOpenCases = ({ orm }: AdminContext): Promise<number> =>
  orm.em.fork().transactional((em) => nudgeCases(em, `state = 'open'`));

/** Enqueues a nudge for each case that matches `condition` (SQL). Returns how many. */
export async function nudgeCases(em: { execute<T>(sql: string): Promise<T> }, condition: string): Promise<number> {
  const rows = await em.execute<unknown[]>(
    `insert into outbox (company_id, case_id, kind, wake_at)
     select company_id, id, 'nudge', now() from follow_up_case where ${condition} returning id`,
  );
  return rows.length;
}
