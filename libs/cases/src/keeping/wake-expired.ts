import { type Database, type Em, withCompany } from '@goen/case-store';
import { loadCases } from '../load-case.ts';
import { refreshProjection } from '../projection/refresh-projection.ts';
import { recordFacts } from '../record-facts.ts';

/** Cases per transaction. */
const batchCases = 200;
/** Per company and round; the next round goes on. */
const maxBatches = 50;
/** A closed case must send its notice 14 days before; it is reopened in time for that. */
const reopenedBeforeDays = 30;

const today = `(now() at time zone 'Asia/Tokyo')::date`;

/**
 * Lets the cases that no workflow watches end in time: open cases sleep until then, closed ones do not. A case that
 * closed because all was said is reopened, so that its candidate is asked first; the others erase at once. Returns how
 * many cases it evaluated, reopened and woke.
 */
export async function wakeExpired(orm: Database, companyId: string): Promise<number> {
  const basis = await withCompany(orm, companyId, (em) => readBasis(em, companyId));
  if (basis === undefined || basis.unconfirmed) return 0;
  // The company may have changed its basis since.
  const unknown = {
    condition: '(k.keep_until is null or k.keeping_stated_at is distinct from ?::timestamptz)',
    values: [basis.stated_at],
  };
  const evaluated = await inBatches(orm, companyId, unknown, evaluate);
  const toldCases = {
    condition: `k.keep_until <= ${today} + ${reopenedBeforeDays} and f.closed_reason = 'story_told'`,
  };
  const reopened = await inBatches(orm, companyId, toldCases, reopen);
  const woken = await withCompany(orm, companyId, (em) => wake(em, companyId));
  return evaluated + reopened + woken;
}

/** In SQL: it must not fail for settings that nothing else can read either. */
async function readBasis(em: Em, companyId: string) {
  const [company] = await em.execute<{ unconfirmed: boolean; stated_at: string | null }[]>(
    `select coalesce((settings #>> '{keeping,unconfirmed}')::boolean, true) as unconfirmed,
       settings #>> '{keeping,statedAt}' as stated_at
     from company where id = ?`,
    [companyId],
  );
  return company;
}

/** Candidates whose current case is closed. */
const closedCases = `candidate k cross join lateral (
    select id, state, closed_reason from follow_up_case
    where candidate_id = k.id order by state desc, opened_at desc, id desc limit 1) f
  where k.company_id = ? and k.erased_at is null and k.merged_into is null and f.state = 'closed'`;

async function inBatches(
  orm: Database,
  companyId: string,
  { condition, values = [] }: { readonly condition: string; readonly values?: readonly (string | null)[] },
  work: (em: Em, caseIds: readonly string[]) => Promise<void>,
): Promise<number> {
  let after = '00000000-0000-0000-0000-000000000000';
  let count = 0;
  for (let batch = 0; batch < maxBatches; batch += 1) {
    const rows = await withCompany(orm, companyId, async (em) => {
      const found = await em.execute<{ candidate: string; id: string }[]>(
        `select k.id as candidate, f.id from ${closedCases} and ${condition} and k.id > ? order by k.id limit ?`,
        [companyId, ...values, after, batchCases],
      );
      await work(
        em,
        found.map(({ id }) => id),
      );
      return found;
    });
    count += rows.length;
    after = rows.at(-1)?.candidate ?? after;
    if (rows.length < batchCases) break;
  }
  return count;
}

async function evaluate(em: Em, caseIds: readonly string[]): Promise<void> {
  for (const loaded of (await loadCases(em, caseIds)).values()) await refreshProjection(em, loaded, Date.now());
}

async function reopen(em: Em, caseIds: readonly string[]): Promise<void> {
  const now = new Date();
  for (const caseId of caseIds) {
    await recordFacts({ em, now }, { caseId, facts: { kind: 'case.reopened', at: now, data: {} } });
  }
}

async function wake(em: Em, companyId: string): Promise<number> {
  const rows = await em.execute<unknown[]>(
    `insert into outbox (company_id, case_id, kind, wake_at, background)
     select k.company_id, f.id, 'nudge', now(), true from ${closedCases} and k.keep_until <= ${today}
       and not exists (select from outbox where outbox.case_id = f.id and outbox.background)
     limit ? returning 1`,
    [companyId, batchCases * maxBatches],
  );
  return rows.length;
}
