import type { DatabaseSpec } from '@goen/service-kit/database';
import { Balance, JournalEntry, JournalLine } from './entities.ts';
import { CreateLedger } from './migrations/001-create-ledger.ts';
import { RunningBalances } from './migrations/002-running-balances.ts';
import { GrantPerTable } from './migrations/030-grants.ts';

export const creditDatabase: DatabaseSpec = {
  entities: [JournalEntry, JournalLine, Balance],
  migrations: [
    { name: '001-create-ledger', class: CreateLedger },
    { name: '002-running-balances', class: RunningBalances },
    { name: '030-grants', class: GrantPerTable },
  ],
};
