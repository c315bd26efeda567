import type { AdminContext } from './admin-context.ts';

/** Cases per transaction, so that a million of them neither locks for long nor is lost at its end. */
const defaultBatch = 5_000;
const firstId = '00000000-0000-0000-0000-000000000000';

type Executor = { execute<T>(sql: string, values?: readonly unknown[]): Promise<T> };

/**
 * Makes every open case evaluate its facts again, and starts missing workflows. Returns how many; a case that is about to
 * be woken already is not counted.
 */
export const wakeOpenCases = ({ orm }: AdminContext, batch = defaultBatch): Promise<number> =>
  nudgePages((after) => nudgePage(orm.em.fork(), { condition: `state = 'open'`, values: [] }, after, batch));

/** The same for each case that matches `condition` (SQL), in the caller's transaction. */
export const nudgeCases = (em: Executor, condition: string, values: readonly string[] = []): Promise<number> =>
  nudgePages((after) => nudgePage(em, { condition, values }, after, defaultBatch));

async function nudgePages(nudge: (after: string) => Promise<Page>): Promise<number> {
  let nudged = 0;
  for (let page = await nudge(firstId); page.last !== null; page = await nudge(page.last)) nudged += page.nudged;
  return nudged;
}

type Filter = { readonly condition: string; readonly values: readonly string[] };
type Page = { readonly nudged: number; readonly last: string | null };

/** In the background lane, so that a consent does not wait behind them. A case that waits there already is left as it is. */
async function nudgePage(em: Executor, { condition, values }: Filter, after: string, limit: number): Promise<Page> {
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
