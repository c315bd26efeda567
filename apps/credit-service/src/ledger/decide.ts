import { HttpProblem } from '@goen/service-kit';
import { after, type EntryKind, settlement } from './accounts.ts';
import type { Books, NewEntry } from './books.ts';
import { type Command, inputsHashOf, type Outcome } from './command.ts';
import { twelveMonthsFrom } from './twelve-months.ts';

/**
 * Decides on a command and, when it holds, adds its entry and those it settles to `books` and `written`. The same id
 * with the same inputs replays; with others it is `entry_conflict`. A refused command does not use up its id.
 */
export function decide(books: Books, command: Command, written: NewEntry[]): Outcome {
  const inputsHash = inputsHashOf(command);
  const known = books.entries.get(command.id);
  if (known) {
    if (known.inputsHash !== inputsHash) return new HttpProblem('entry_conflict');
    return posted(books, command, true);
  }
  const refused = refusalOf(books, command);
  if (refused) return refused;
  append(books, { ...command, inputsHash }, written);
  if (command.kind === 'reversal' || command.kind === 'capture' || command.kind === 'release') {
    end(books, command.reverses ?? '');
  }
  if (command.kind === 'referral') {
    const { personHash = '', id, date = '' } = command;
    books.referrals.set(personHash, [...(books.referrals.get(personHash) ?? []), { id, date }]);
  }
  for (let kind = settlement(books.balances), n = 1; kind !== null; kind = settlement(books.balances), n += 1) {
    append(books, { id: settlementId(command.id, kind, n), kind, inputsHash }, written);
  }
  return posted(books, command, false);
}

export const settlementId = (id: string, kind: 'conversion' | 'unconversion', n = 1): string =>
  `${id}:${kind}${n > 1 ? `:${n}` : ''}`;

const posted = (books: Books, { id }: Command, replayed: boolean): Outcome => ({
  status: 'posted',
  entryId: id,
  replayed,
  earnedCredits: books.entries.get(settlementId(id, 'conversion'))?.kind === 'conversion' ? 1 : 0,
});

type Appended = Pick<NewEntry, 'id' | 'inputsHash'> & { readonly kind: EntryKind } & Partial<
    Pick<Command, 'reverses' | 'personHash' | 'date' | 'reason'>
  >;

function append(books: Books, entry: Appended, written: NewEntry[]): void {
  books.balances = after(books.balances, entry.kind);
  books.entries.set(entry.id, { kind: entry.kind, inputsHash: entry.inputsHash });
  written.push({
    company: books.company,
    id: entry.id,
    kind: entry.kind,
    inputsHash: entry.inputsHash,
    reverses: entry.reverses ?? null,
    personHash: entry.personHash ?? null,
    date: entry.date ?? null,
    reason: entry.reason ?? null,
    after: books.balances,
  });
}

function end(books: Books, ended: string): void {
  books.ended.add(ended);
  for (const [person, referrals] of books.referrals) {
    books.referrals.set(
      person,
      referrals.filter(({ id }) => id !== ended),
    );
  }
}

/** Why a command can't be: a value where that is business, a problem where the caller is wrong. */
function refusalOf(books: Books, command: Command): Outcome | null {
  switch (command.kind) {
    case 'referral':
      return isReferredLately(books, command) ? { status: 'refused', reason: 'already_referred' } : null;
    case 'reversal':
      return notEndable(books, command, 'referral');
    case 'hold':
      return books.balances.credits < 1 ? new HttpProblem('insufficient_credits') : null;
    case 'capture':
    case 'release':
      return notEndable(books, command, 'hold');
  }
}

/** One point a company and person in 12 months, whatever the case and address; a reversed one does not count. */
function isReferredLately({ referrals }: Books, { personHash = '', otherHashes = [], date = '' }: Command): boolean {
  const [after, before] = [twelveMonthsFrom(date, -1), twelveMonthsFrom(date, 1)];
  return [personHash, ...otherHashes]
    .flatMap((hash) => referrals.get(hash) ?? [])
    .some((made) => made.date > after && made.date < before);
}

/** The entry that a command ends must be there, be of the right kind, and not have been ended before. */
function notEndable(books: Books, { reverses = '' }: Command, kind: 'referral' | 'hold'): HttpProblem | null {
  if (books.entries.get(reverses)?.kind !== kind) return new HttpProblem('not_found');
  if (!books.ended.has(reverses)) return null;
  return new HttpProblem(kind === 'hold' ? 'hold_final' : 'entry_conflict');
}
