import type { Database } from '@goen/service-kit/database';
import type { NewEntry } from './books.ts';
import type { Command, Outcome } from './command.ts';
import { decide } from './decide.ts';
import { loadBooks } from './load-books.ts';
import { writeEntries } from './write-entries.ts';

/**
 * Posts commands with what they settle, in their order, in one transaction that holds the books of their companies.
 * Answers the outcome of each; throws, having done nothing, when the database does.
 */
export function postCommands(orm: Database, commands: readonly Command[]): Promise<Outcome[]> {
  return orm.em.fork().transactional(async (em) => {
    const books = await loadBooks(em, commands);
    const written: NewEntry[] = [];
    const outcomes = commands.map((command) => {
      const ofCompany = books.get(command.company);
      if (ofCompany === undefined) throw new Error('the books of a company were not loaded');
      return decide(ofCompany, command, written);
    });
    await writeEntries(em, books, written);
    return outcomes;
  });
}
