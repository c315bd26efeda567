/** Cases per statement, so that a million of them neither locks for long nor is lost at its end. */
const defaultNudgeBatch = 5_000;
const firstId = '00000000-0000-0000-0000-000000000000';

export type Executor = { execute<T>(sql: string, values?: readonly unknown[]): Promise<T> };
type Condition = { readonly condition: string; readonly values: readonly string[] };

/** Makes each case that matches `condition` (SQL) evaluate its facts again. One that is about to be woken is not counted. */
export const nudgeCases = (em: Executor, condition: string, values: readonly string[] = []): Promise<number> =>
  nudgePages(() => em, { condition, values });

/** The same with an executor of its own, and so a transaction of its own, for each page. */
export async function nudgePages(
  openExecutor: () => Executor,
  filter: Condition,
  batch = defaultNudgeBatch,
): Promise<number> {
  let nudged = 0;
  for (let after: string | null = firstId; after !== null; ) {
    const page: Page = await nudgePage(openExecutor(), filter, after, batch);
    nudged += page.nudged;
    after = page.last;
  }
  return nudged;
}

type Page = { readonly nudged: number; readonly last: string | null };

/** In the background lane, so that a consent does not wait behind them. A case that waits there already is left as it is. */
async function nudgePage(em: Executor, { condition, values }: Condition, after: string, limit: number): Promise<Page> {
  const [page] = await em.execute<{ nudged: string; last: string | null }[]>(
    `with page as (
       select company_id, id from follow_up_case where ${condition} and id > ? order by id limit ?),
     nudged as (
       insert into outbox (company_id, case_id, kind, wake_at, background)
       select company_id, id, 'nudge', now(), true from page
       where not exists (select from outbox where outbox.case_id = page.id and outbox.background)
       returning 1)
     select (select count(*) from nudged) as nudged, (select max(id::text) from page) as last`,
    [...values, after, limit],
  );
  return { nudged: Number(page?.nudged ?? 0), last: page?.last ?? null };
}

/** Makes a company's introductions and re-invitations with a mail to send decide again. */
export async function wakeOtherMails(em: Executor, companyId: string): Promise<void> {
  await em.execute(
    `insert into outbox (company_id, introduction_id, kind, wake_at)
     select referrer_id, id, 'introduction', now() from introduction
     where referrer_id = ? and state in ('matched', 'asked')`,
    [companyId],
  );
  await em.execute(
    `insert into outbox (company_id, re_invitation_id, kind, wake_at)
     select company_id, id, 're_invitation', now() from re_invitation
     where company_id = ? and state <> 'closed'`,
    [companyId],
  );
}
