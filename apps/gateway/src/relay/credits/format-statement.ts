import type { JournalEntryView, StatementHead } from '@goen/contracts/internal';
import type { CreditAccounts, CreditEntry } from '@goen/contracts/public';
import { renderCsvHeader, renderCsvRows } from '@goen/service-kit';
import { viewAccounts, viewEntry } from './view-credits.ts';

const accounts = ['points', 'open_points', 'credits_available', 'credits_held', 'credits_spent'] as const;

const headings = [
  'at',
  'kind',
  'reason',
  'id',
  'case_id',
  'confirmed_by_hand',
  ...accounts.map((name) => `${name}_change`),
  ...accounts.map((name) => `${name}_balance`),
];

/** The CSV of a statement, from the opening to the closing balance. */
export async function* formatStatement(
  { from, to, opening, closing }: StatementHead,
  entries: AsyncIterable<JournalEntryView>,
  byHand: ReadonlySet<string>,
): AsyncGenerator<string> {
  yield `${renderCsvHeader(headings)}${formatBalance('opening', from, viewAccounts(opening))}`;
  for await (const entry of entries) yield formatEntry(viewEntry(entry, byHand));
  yield formatBalance('closing', to, viewAccounts(closing));
}

const formatEntry = ({ at, kind, reason, id, changes, balance, ...entry }: CreditEntry): string =>
  renderCsvRows([
    [
      at,
      kind,
      reason,
      id,
      entry.case_id,
      String(entry.confirmed_by_hand),
      ...listAmounts(changes),
      ...listAmounts(balance),
    ],
  ]);

const formatBalance = (kind: 'opening' | 'closing', at: string, balance: CreditAccounts): string =>
  renderCsvRows([[at, kind, '', '', '', '', ...accounts.map(() => ''), ...listAmounts(balance)]]);

const listAmounts = (amounts: CreditAccounts) => accounts.map((name) => amounts[name]);
