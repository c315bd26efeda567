import {
  creditBalance,
  earnedCredits,
  type JournalEntryView,
  journalPage,
  type StatementHead,
  statementHead,
} from '@goen/contracts/internal';
import { askService, type ServiceAddress } from '../../http/ask-service.ts';

/** The most that credit-service returns at once. */
const entriesPerPage = 200;

type EntryQuery = { readonly cursor?: string | undefined; readonly limit: number; readonly until?: number };

/** Reads one company's books from credit-service; each call throws `unavailable` when it does not answer. */
export function creditBooks(service: ServiceAddress, companyId: string) {
  const get = async (path: string, query: object = {}) =>
    (await askService(service, `/companies/${companyId}/${path}`, { query })).json();
  const readEntries = async (query: EntryQuery) => journalPage.parse(await get('entries', query));
  return {
    readEntries,
    readBalance: async () => creditBalance.parse(await get('balance')),
    countEarnedCredits: async (period: { readonly from: string; readonly to: string }) =>
      earnedCredits.parse(await get('earned-credits', period)).earned,
    readStatement: async (month: string) => statementHead.parse(await get(`statements/${month}`)),
    /** The entries between the opening and the closing balance of a statement, oldest first. */
    async *readStatementEntries({ after, until }: StatementHead): AsyncGenerator<JournalEntryView> {
      let cursor: string | null = String(after);
      while (cursor !== null) {
        const page = await readEntries({ cursor, limit: entriesPerPage, until });
        yield* page.items;
        cursor = page.next;
      }
    },
  };
}
