import { createHash } from 'node:crypto';
import { HttpProblem } from '@goen/service-kit';
import type { Database } from '@goen/service-kit/database';
import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Balance, JournalEntry } from '../database/entities.ts';
import { after, type EntryKind, linesOf, settlement } from './accounts.ts';

export type Command = {
  readonly company: string;
  readonly id: string;
  readonly kind: 'referral' | 'reversal' | 'hold' | 'capture' | 'release';
  readonly reverses?: string;
  readonly personHash?: string;
  readonly date?: string;
  /** Kept with the entry's hash, so that the same id with another reason is told apart. */
  readonly reason?: string;
};

export type Posted =
  | { readonly status: 'posted'; readonly entryId: string; readonly replayed: boolean }
  | { readonly status: 'refused'; readonly reason: 'already_referred' };

/**
 * Posts a command with what it settles, in one transaction that holds the company's books. The same id with the same
 * inputs replays; with others it is the problem `entry_conflict`. A refused command does not use up its id.
 */
export function post(orm: Database, command: Command): Promise<Posted> {
  return orm.em.fork().transactional(async (em) => {
    // The row first, then its lock: FOR UPDATE does not see a row that is not there yet.
    await em.execute('insert into balance (company_id) values (?) on conflict do nothing', [command.company]);
    const books = await em.findOneOrFail(
      Balance,
      { companyId: command.company },
      { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
    );
    const inputsHash = hashOf(command);
    const known = await em.findOne(JournalEntry, { companyId: command.company, id: command.id });
    if (known) {
      if (known.inputsHash !== inputsHash) throw new HttpProblem('entry_conflict');
      return { status: 'posted', entryId: known.id, replayed: true };
    }
    const refused = await refusalOf(em, command, books);
    if (refused) return refused;
    await append(em, command.company, books, { ...command, inputsHash });
    for (let kind = settlement(books), n = 1; kind !== null; kind = settlement(books), n += 1) {
      await append(em, command.company, books, {
        id: `${command.id}:${kind}${n > 1 ? `:${n}` : ''}`,
        kind,
        inputsHash,
      });
    }
    await em.flush();
    return { status: 'posted', entryId: command.id, replayed: false };
  });
}

type NewEntry = Omit<Command, 'company' | 'kind'> & { readonly kind: EntryKind; readonly inputsHash: string };

async function append(em: EntityManager, companyId: string, books: Balance, entry: NewEntry): Promise<void> {
  const [row] = await em.execute<{ seq: string }[]>(
    `insert into journal_entry (company_id, id, kind, reverses, inputs_hash, person_hash, date, at)
     values (?, ?, ?, ?, ?, ?, ?, ?) returning seq`,
    [
      companyId,
      entry.id,
      entry.kind,
      entry.reverses ?? null,
      entry.inputsHash,
      entry.personHash ?? null,
      entry.date ?? null,
      new Date(),
    ],
  );
  for (const { account, amount } of linesOf[entry.kind]) {
    await em.execute('insert into journal_line (entry_seq, account, company_id, amount) values (?, ?, ?, ?)', [
      row?.seq,
      account,
      companyId,
      amount,
    ]);
  }
  Object.assign(books, after(books, entry.kind));
}

/** Why a command can't be: a value where that is business, a problem where the caller is wrong. */
async function refusalOf(em: EntityManager, command: Command, books: Balance): Promise<Posted | null> {
  switch (command.kind) {
    case 'referral':
      return (await referredLately(em, command)) ? { status: 'refused', reason: 'already_referred' } : null;
    case 'reversal':
      await finalisable(em, command, 'referral', 'entry_conflict');
      return null;
    case 'hold':
      if (books.credits < 1) throw new HttpProblem('insufficient_credits');
      return null;
    case 'capture':
    case 'release':
      await finalisable(em, command, 'hold', 'hold_final');
      return null;
  }
}

/** One point a company and person in 12 months, whatever the case; a reversed one does not count. */
async function referredLately(em: EntityManager, { company, personHash, date }: Command): Promise<boolean> {
  const found = await em.execute<unknown[]>(
    `select 1 from journal_entry made
     where company_id = ? and kind = 'referral' and person_hash = ?
       and date > ?::date - interval '12 months' and date < ?::date + interval '12 months'
       and not exists (select 1 from journal_entry undone
         where undone.company_id = made.company_id and undone.kind = 'reversal' and undone.reverses = made.id)
     limit 1`,
    [company, personHash, date, date],
  );
  return found.length > 0;
}

/** The entry that a command ends must be there, be of the right kind, and not have been ended before. */
async function finalisable(
  em: EntityManager,
  { company, reverses = '' }: Command,
  kind: EntryKind,
  taken: 'entry_conflict' | 'hold_final',
): Promise<void> {
  if (!(await em.findOne(JournalEntry, { companyId: company, id: reverses, kind }))) throw new HttpProblem('not_found');
  if (await em.findOne(JournalEntry, { companyId: company, reverses })) throw new HttpProblem(taken);
}

const hashOf = ({ company, id, kind, reverses, personHash, date, reason }: Command): string =>
  createHash('sha256')
    .update(JSON.stringify([company, id, kind, reverses ?? null, personHash ?? null, date ?? null, reason ?? null]))
    .digest('hex');
