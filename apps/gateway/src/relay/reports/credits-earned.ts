import { addMonths } from '@goen/case-domain';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { creditBooks } from '../credits/credit-books.ts';
import type { Period } from './relay-report.ts';

/** Credits that came by conversions in the period, as the ledger dates them; those taken back again count off. */
export async function creditsEarned(
  { credit }: GatewayContext,
  companyId: string,
  { from, to }: Period,
): Promise<number> {
  const books = creditBooks(credit, companyId);
  const [fromMs, toMs] = [midnightMs(from), midnightMs(to)];
  let earned = 0;
  for (let month = `${from.slice(0, 7)}-01`; month < to; month = addMonths(month, 1)) {
    const statement = await books.statement(month.slice(0, 7));
    if (statement.entries === 0) continue;
    for await (const { kind, at } of books.entriesOf(statement)) {
      const atMs = Date.parse(at);
      if (atMs < fromMs || atMs >= toMs) continue;
      if (kind === 'conversion') earned += 1;
      if (kind === 'unconversion') earned -= 1;
    }
  }
  return Math.max(0, earned);
}

const midnightMs = (date: string) => Date.parse(`${date}T00:00:00+09:00`);
