import { executePrepared } from '@goen/service-kit/database';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Balances, EntryKind } from './accounts.ts';
import type { Books } from './books.ts';
import type { Command } from './command.ts';
import { settlementId } from './decide.ts';

/**
 * Locks the books of the commands' companies until the transaction ends, and reads what deciding needs: two statements,
 * however many commands.
 */
export async function loadBooks(em: EntityManager, commands: readonly Command[]): Promise<Map<string, Books>> {
  const books = await lockBooks(em, [...new Set(commands.map(({ company }) => company))].sort());
  // A statement of its own: what is read by the one that waits for a lock may be older than the lock.
  for (const row of await readJournal(em, commands)) addRow(books.get(row.company_id), row);
  return books;
}

type BalanceRow = Balances & { readonly company_id: string };

/** Companies are inserted, then locked, in the order of their ids, so that two batches cannot deadlock. */
async function lockBooks(em: EntityManager, companies: readonly string[]): Promise<Map<string, Books>> {
  const lock = () => executePrepared<BalanceRow>(em, lockBalances, [JSON.stringify(companies)]);
  let balances = await lock();
  // Another instance has inserted one meanwhile: only a later statement sees it.
  if (balances.length < companies.length) balances = await lock();
  return new Map(
    balances.map(({ company_id: company, points, credits, held, spent }) => [
      company,
      {
        company,
        balances: { points, credits, held, spent },
        entries: new Map(),
        ended: new Set(),
        referrals: new Map(),
      },
    ]),
  );
}

const lockBalances = {
  name: 'lock-balances',
  text: `
    with opened as (
      insert into balance (company_id) select id::uuid from jsonb_array_elements_text($1::jsonb) as id
      where not exists (select 1 from balance where company_id = id::uuid) order by id
      on conflict do nothing returning company_id, points, credits, held, spent),
    locked as (
      select company_id, points, credits, held, spent from balance
      where company_id in (select id::uuid from jsonb_array_elements_text($1::jsonb) as id)
      order by company_id for update)
    select * from opened union all select * from locked`,
};

type JournalRow = { readonly company_id: string; readonly id: string } & (
  | { readonly found: 'entry'; readonly kind: EntryKind; readonly detail: string; readonly conversion: string | null }
  | { readonly found: 'ended' }
  /** Of a referral: the person's hash and the date. */
  | { readonly found: 'referral'; readonly kind: string; readonly detail: string }
);

function readJournal(em: EntityManager, commands: readonly Command[]): Promise<JournalRow[]> {
  const entries = commands.flatMap(({ company, id, reverses }) => [
    { company_id: company, id },
    ...(reverses === undefined ? [] : [{ company_id: company, id: reverses }]),
  ]);
  const ended = commands.flatMap(({ company, reverses }) => (reverses ? [{ company_id: company, id: reverses }] : []));
  const people = commands.flatMap(({ company, personHash, otherHashes = [] }) =>
    [...(personHash === undefined ? [] : [personHash]), ...otherHashes].map((hash) => ({
      company_id: company,
      person_hash: hash,
    })),
  );
  const wanted = [entries, ended, people].map((rows) => JSON.stringify(rows));
  return executePrepared<JournalRow>(em, readJournalOf, wanted);
}

/**
 * Forces an index lookup per row. The journal grows faster than its statistics, so the planner would scan it; OFFSET 0
 * is an optimization fence.
 */
const byIndex = (query: string): string => `lateral (${query} offset 0)`;

const readJournalOf = {
  name: 'read-journal',
  text: `
    select 'entry' as found, wanted.company_id, wanted.id, e.kind, e.inputs_hash as detail, (
        select kind from journal_entry
        where (company_id, id) = (wanted.company_id, wanted.id || '${settlementId('', 'conversion')}')) as conversion
    from jsonb_to_recordset($1::jsonb) as wanted (company_id uuid, id text),
      ${byIndex('select kind, inputs_hash from journal_entry where (company_id, id) = (wanted.company_id, wanted.id)')} e
    union all
    select 'ended', wanted.company_id, wanted.id, null, null, null
    from jsonb_to_recordset($2::jsonb) as wanted (company_id uuid, id text),
      ${byIndex('select 1 from journal_entry where (company_id, reverses) = (wanted.company_id, wanted.id)')} e
    union all
    select 'referral', wanted.company_id, made.id, wanted.person_hash, made.date::text, null
    from (select distinct * from jsonb_to_recordset($3::jsonb) as w (company_id uuid, person_hash text)) wanted,
      ${byIndex(`select id, date from journal_entry e where kind = 'referral'
        and (company_id, person_hash) = (wanted.company_id, wanted.person_hash)
        and not exists (select 1 from journal_entry undone
          where undone.company_id = e.company_id and undone.reverses = e.id)`)} made`,
};

function addRow(books: Books | undefined, row: JournalRow): void {
  if (books === undefined) return;
  const { id } = row;
  if (row.found === 'ended') books.ended.add(id);
  else if (row.found === 'referral') {
    books.referrals.set(row.kind, [...(books.referrals.get(row.kind) ?? []), { id, date: row.detail }]);
  } else {
    books.entries.set(id, { kind: row.kind, inputsHash: row.detail });
    if (row.conversion === 'conversion') {
      books.entries.set(settlementId(id, 'conversion'), { kind: 'conversion', inputsHash: row.detail });
    }
  }
}
