import type { AdminContext } from './admin-context.ts';

/** Makes every open case evaluate its facts again, and starts missing workflows. Returns how many. */
export const wakeOpenCases = ({ orm }: AdminContext): Promise<number> =>
  orm.em.fork().transactional((em) => nudgeCases(em, `state = 'open'`));

type Executor = { execute<T>(sql: string, values?: readonly unknown[]): Promise<T> };

/** Enqueues a nudge for each case that matches `condition` (SQL). Returns how many. */
export async function nudgeCases(em: Executor, condition: string, values: readonly string[] = []): Promise<number> {
  const rows = await em.execute<unknown[]>(
    `insert into outbox (company_id, case_id, kind, wake_at)
     select company_id, id, 'nudge', now() from follow_up_case where ${condition} returning id`,
    values,
  );
  return rows.length;
}

/** Makes everything of a company decide again that has a mail to send: whether it waits for an approval has changed. */
export async function wakeWaitingMails(em: Executor, companyId: string): Promise<void> {
  await nudgeCases(em, `state = 'open' and next_mail is not null and company_id = ?`, [companyId]);
  await em.execute(
    `insert into outbox (company_id, introduction_id, kind, wake_at)
     select referrer_id, id, 'introduction', now() from introduction
     where referrer_id = ? and state in ('matched', 'asked')`,
    [companyId],
  );
}
