import type { CreditAccounts, CreditEntry } from '@goen/contracts/public';
import { csvLines } from '../../http/csv.ts';

const accounts = ['points', 'open_points', 'credits_available', 'credits_held', 'credits_spent'] as const;

export const statementHeadings = [
  'at',
  'kind',
  'reason',
  'id',
  'case_id',
  ...accounts.map((name) => `${name}_change`),
  ...accounts.map((name) => `${name}_balance`),
];

export const csvEntry = ({ at, kind, reason, id, case_id, changes, balance }: CreditEntry): string =>
  csvLines([[at, kind, reason, id, case_id, ...accounts.map((name) => changes[name]), ...held(balance)]]);

/** The first and the last line: a balance that nothing changed. */
export const csvBalance = (kind: 'opening' | 'closing', at: string, balance: CreditAccounts): string =>
  csvLines([[at, kind, '', '', '', ...accounts.map(() => ''), ...held(balance)]]);

const held = (balance: CreditAccounts) => accounts.map((name) => balance[name]);
