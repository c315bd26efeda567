import { HttpProblem } from '@goen/service-kit';
import { applyEntry, type EntryKind, nextSettlement } from './accounts.ts';
import type { Books, NewEntry } from './books.ts';
import { type Command, hashInputs, type Outcome } from './command.ts';
import { twelveMonthsFrom } from './twelve-months.ts';

/**
 * Decides on a command. An accepted one adds its entry and the settlements that follow to `books` and `written`. The same
 * id with the same inputs replays; with others it is `entry_conflict`. A refused command does not use up its id.
 */
export function decide(books: Books, command: Command, written: NewEntry[]): Outcome {
  const inputsHash = hashInputs(command);
  const known = books.entries.get(command.id);
  if (known) {
    if (known.inputsHash !== inputsHash) return new HttpProblem('entry_conflict');
    return posted(books, command, true);
  }
  const refusal = checkCommand(books, command);
  if (refusal) return refusal;
  append(books, { ...command, inputsHash }, written);
  if (command.kind === 'reversal' || command.kind === 'capture' || command.kind === 'release') {
    end(books, command.reverses ?? '');
  }
  if (command.kind === 'referral') {
    const { personHash = '', id, date = '' } = command;
    books.referrals.set(personHash, [...(books.referrals.get(personHash) ?? []), { id, date }]);
  }
  for (let kind = nextSettlement(books.balances), n = 1; kind !== null; kind = nextSettlement(books.balances), n += 1) {
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

type EntryInput = Pick<NewEntry, 'id' | 'inputsHash'> & { readonly kind: EntryKind } & Partial<
    Pick<Command, 'reverses' | 'personHash' | 'date' | 'reason'>
  >;

function append(books: Books, entry: EntryInput, written: NewEntry[]): void {
  books.balances = applyEntry(books.balances, entry.kind);
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

/** Why a command is not accepted: a value for a business reason, a problem for a mistake of the caller. */
function checkCommand(books: Books, command: Command): Outcome | null {
  switch (command.kind) {
    case 'referral':
      return wasReferredRecently(books, command) ? { status: 'refused', reason: 'already_referred' } : null;
    case 'reversal':
      return checkEndable(books, command, 'referral');
    case 'hold':
      return books.balances.credits < 1 ? new HttpProblem('insufficient_credits') : null;
    case 'capture':
    case 'release':
      return checkEndable(books, command, 'hold');
  }
}

/** One point per company and person in 12 months, whatever the case and address. Reversed ones do not count. */
function wasReferredRecently({ referrals }: Books, { personHash = '', otherHashes = [], date = '' }: Command): boolean {
  const [after, before] = [twelveMonthsFrom(date, -1), twelveMonthsFrom(date, 1)];
  return [personHash, ...otherHashes]
    .flatMap((hash) => referrals.get(hash) ?? [])
    .some(({ date: referredOn }) => referredOn > after && referredOn < before);
}

/** The entry that a command ends must exist, have the right kind, and still be open. */
function checkEndable(books: Books, { reverses = '' }: Command, kind: 'referral' | 'hold'): HttpProblem | null {
  if (books.entries.get(reverses)?.kind !== kind) return new HttpProblem('not_found');
  if (!books.ended.has(reverses)) return null;
  return new HttpProblem(kind === 'hold' ? 'hold_final' : 'entry_conflict');
}
