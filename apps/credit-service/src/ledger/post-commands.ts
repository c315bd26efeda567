import { passCrashPoint } from '@goen/service-kit';
import type { Database } from '@goen/service-kit/database';
import type { NewEntry } from './books.ts';
import type { Command, Outcome } from './command.ts';
import { decide } from './decide.ts';
import { loadBooks } from './load-books.ts';
import { writeEntries } from './write-entries.ts';

/**
 * Posts commands and their settlements in order, in one transaction that locks the companies' books. Returns one outcome
 * per command. A database error rolls back all of them.
 */
export async function postCommands(orm: Database, commands: readonly Command[]): Promise<Outcome[]> {
  const posted = await orm.em.fork().transactional(async (em) => {
    const books = await loadBooks(em, commands);
    const written: NewEntry[] = [];
    const outcomes = commands.map((command) => {
      const companyBooks = books.get(command.company);
      if (companyBooks === undefined) throw new Error('Books of a company were not loaded');
      return decide(companyBooks, command, written);
    });
    await writeEntries(em, books, written);
    passCrashPoint('posting.before-commit');
    return outcomes;
  });
  passCrashPoint('posting.after-commit');
  return posted;
}
