import { executePrepared } from '@goen/service-kit/database';
import type { EntityManager } from '@mikro-orm/postgresql';
import { entryLines } from './accounts.ts';
import type { Books, NewEntry } from './books.ts';

/** Writes entries in order with their lines, and the new balances: one statement, however many entries. */
export async function writeEntries(
  em: EntityManager,
  books: ReadonlyMap<string, Books>,
  written: readonly NewEntry[],
): Promise<void> {
  if (written.length === 0) return;
  const entries = written.map(({ after, company, inputsHash, personHash, ...entry }) => ({
    ...entry,
    ...after,
    company_id: company,
    inputs_hash: inputsHash,
    person_hash: personHash,
  }));
  const lines = Object.entries(entryLines).flatMap(([kind, kindLines]) => kindLines.map((line) => ({ kind, ...line })));
  const changed = [...new Set(written.map(({ company }) => company))].map((company) => ({
    company_id: company,
    ...books.get(company)?.balances,
  }));
  const values = [entries, lines, changed].map((rows) => JSON.stringify(rows));
  await executePrepared(em, insertEntries, values);
}

/** Entries of a company never go back in time, whatever the clock does: statements cut months by it. */
const insertEntries = {
  name: 'insert-entries',
  text: `
  with entry as (
    insert into journal_entry (company_id, id, kind, reverses, inputs_hash, person_hash, date, reason,
      points_after, credits_after, held_after, spent_after, at)
    select e.company_id, e.id, e.kind, e.reverses, e.inputs_hash, e.person_hash, e.date, e.reason,
      e.points, e.credits, e.held, e.spent, greatest(b.last_at, date_trunc('milliseconds', clock_timestamp()))
    from rows from (jsonb_to_recordset($1::jsonb) as (company_id uuid, id text, kind text, reverses text,
      inputs_hash text, person_hash text, date date, reason text, points int, credits int, held int, spent int))
      with ordinality as e
    join balance b using (company_id)
    order by e.ordinality returning seq, company_id, kind, at),
  line as (
    insert into journal_line (entry_seq, account, company_id, amount)
    select entry.seq, line.account, entry.company_id, line.amount
    from entry join jsonb_to_recordset($2::jsonb) as line (kind text, account text, amount int) using (kind))
  update balance b set points = s.points, credits = s.credits, held = s.held, spent = s.spent, last_at = latest.at
  from jsonb_to_recordset($3::jsonb) as s (company_id uuid, points int, credits int, held int, spent int)
  join (select company_id, max(at) as at from entry group by company_id) latest using (company_id)
  where b.company_id = s.company_id`,
};
