import {
  creditBalance,
  type JournalEntryView,
  journalPage,
  type StatementHead,
  statementHead,
} from '@goen/contracts/internal';
import { askService, type ServiceAddress } from '../../http/ask-service.ts';

/** As many as credit-service gives at once. */
const pageEntries = 200;

/** The books of one company, as credit-service keeps them; 503 `unavailable` when it is away. */
export function creditBooks(service: ServiceAddress, company: string) {
  const get = async (path: string, query: object = {}) =>
    (await askService(service, `/companies/${company}/${path}`, { query })).json();
  const entries = async (query: { cursor?: string | undefined; limit: number; until?: number }) =>
    journalPage.parse(await get('entries', query));
  return {
    entries,
    balance: async () => creditBalance.parse(await get('balance')),
    statement: async (month: string) => statementHead.parse(await get(`statements/${month}`)),
    /** All entries between the opening and the closing balance of a statement, in their order. */
    async *entriesOf({ after, until }: StatementHead): AsyncGenerator<JournalEntryView> {
      let cursor: string | null = String(after);
      while (cursor !== null) {
        const page = await entries({ cursor, limit: pageEntries, until });
        yield* page.items;
        cursor = page.next;
      }
    },
  };
}
