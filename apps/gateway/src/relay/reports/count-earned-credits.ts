import { addMonths } from '@goen/case-domain';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { creditBooks } from '../credits/credit-books.ts';

/** Conversions to credits in the period, by the dates of the ledger, minus conversions that were undone in it. */
export async function countEarnedCredits(
  { credit }: GatewayContext,
  companyId: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<number> {
  const books = creditBooks(credit, companyId);
  const [fromMs, toMs] = [toMidnightMs(from), toMidnightMs(to)];
  let earned = 0;
  for (let month = `${from.slice(0, 7)}-01`; month < to; month = addMonths(month, 1)) {
    const statement = await books.readStatement(month.slice(0, 7));
    if (statement.entries === 0) continue;
    for await (const { kind, at } of books.readStatementEntries(statement)) {
      const atMs = Date.parse(at);
      if (atMs < fromMs || atMs >= toMs) continue;
      if (kind === 'conversion') earned += 1;
      if (kind === 'unconversion') earned -= 1;
    }
  }
  return Math.max(0, earned);
}

const toMidnightMs = (date: string) => Date.parse(`${date}T00:00:00+09:00`);
