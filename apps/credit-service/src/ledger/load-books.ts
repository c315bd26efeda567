import type { EntityManager } from '@mikro-orm/postgresql';
import type { EntryKind } from './accounts.ts';
import type { Books } from './books.ts';
import type { Command } from './command.ts';
import { settlementId } from './decide.ts';

/**
 * Locks the books of the commands' companies until the transaction ends, and reads what deciding needs. Companies are
 * locked in the order of their ids, so that two batches cannot deadlock.
 */
export async function loadBooks(em: EntityManager, commands: readonly Command[]): Promise<Map<string, Books>> {
  const companies = [...new Set(commands.map(({ company }) => company))].sort();
  // Insert missing rows before locking: FOR UPDATE does not see rows that do not exist yet.
  await em.execute(
    `insert into balance (company_id) select id::uuid from jsonb_array_elements_text(?::jsonb) as id
     where not exists (select 1 from balance where company_id = id::uuid) order by id on conflict do nothing`,
    [JSON.stringify(companies)],
  );
  const balances = await em.execute<
    { company_id: string; points: number; credits: number; held: number; spent: number }[]
  >(
    `select company_id, points, credits, held, spent from balance
     where company_id in (select id::uuid from jsonb_array_elements_text(?::jsonb) as id)
     order by company_id for update`,
    [JSON.stringify(companies)],
  );
  const books = new Map(
    balances.map(({ company_id: company, points, credits, held, spent }) => [
      company,
      {
        company,
        balances: { points, credits, held, spent },
        entries: new Map(),
        ended: new Set(),
        referrals: new Map(),
      } satisfies Books,
    ]),
  );
  await readEntries(em, commands, books);
  await readEnded(em, commands, books);
  await readReferrals(em, commands, books);
  return books;
}

/**
 * Forces an index lookup per row. The journal grows faster than its statistics, so the planner would scan it; OFFSET 0
 * is an optimization fence.
 */
const byIndex = (query: string): string => `${query} offset 0`;

type EntryKey = { readonly company_id: string; readonly id: string };

async function readEntries(em: EntityManager, commands: readonly Command[], books: Map<string, Books>) {
  const wanted = commands.flatMap(({ company, id, kind, reverses }) => [
    { company_id: company, id },
    ...(kind === 'referral' ? [{ company_id: company, id: settlementId(id, 'conversion') }] : []),
    ...(reverses === undefined ? [] : [{ company_id: company, id: reverses }]),
  ]);
  const rows = await em.execute<(EntryKey & { kind: EntryKind; inputs_hash: string })[]>(
    `select e.company_id, e.id, e.kind, e.inputs_hash
     from jsonb_to_recordset(?::jsonb) as wanted (company_id uuid, id text), lateral (${byIndex(
       'select company_id, id, kind, inputs_hash from journal_entry where (company_id, id) = (wanted.company_id, wanted.id)',
     )}) e`,
    [JSON.stringify(wanted)],
  );
  for (const { company_id, id, kind, inputs_hash: inputsHash } of rows) {
    books.get(company_id)?.entries.set(id, { kind, inputsHash });
  }
}

async function readEnded(em: EntityManager, commands: readonly Command[], books: Map<string, Books>) {
  const wanted = commands.flatMap(({ company, reverses }) => (reverses ? [{ company_id: company, id: reverses }] : []));
  if (wanted.length === 0) return;
  const rows = await em.execute<EntryKey[]>(
    `select wanted.company_id, wanted.id
     from jsonb_to_recordset(?::jsonb) as wanted (company_id uuid, id text), lateral (${byIndex(
       'select 1 from journal_entry where (company_id, reverses) = (wanted.company_id, wanted.id)',
     )}) ended`,
    [JSON.stringify(wanted)],
  );
  for (const { company_id, id } of rows) books.get(company_id)?.ended.add(id);
}

async function readReferrals(em: EntityManager, commands: readonly Command[], books: Map<string, Books>) {
  const wanted = commands.flatMap(({ company, personHash, otherHashes = [] }) =>
    [...(personHash === undefined ? [] : [personHash]), ...otherHashes].map((hash) => ({
      company_id: company,
      person_hash: hash,
    })),
  );
  if (wanted.length === 0) return;
  const rows = await em.execute<(EntryKey & { person_hash: string; date: string })[]>(
    `select wanted.company_id, wanted.person_hash, made.id, made.date::text as date
     from (select distinct * from jsonb_to_recordset(?::jsonb) as w (company_id uuid, person_hash text)) wanted,
       lateral (${byIndex(`select id, date from journal_entry e where kind = 'referral'
         and (company_id, person_hash) = (wanted.company_id, wanted.person_hash)
         and not exists (select 1 from journal_entry undone
           where undone.company_id = e.company_id and undone.reverses = e.id)`)}) made`,
    [JSON.stringify(wanted)],
  );
  for (const { company_id, person_hash, id, date } of rows) {
    const referrals = books.get(company_id)?.referrals;
    referrals?.set(person_hash, [...(referrals.get(person_hash) ?? []), { id, date }]);
  }
}
