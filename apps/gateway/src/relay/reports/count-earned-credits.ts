import type { GatewayContext } from '../../http/gateway-app.ts';
import { creditBooks } from '../credits/credit-books.ts';

/** Conversions to credits in the period, by the dates of the ledger, minus conversions that were undone in it. */
export const countEarnedCredits = (
  { credit }: GatewayContext,
  companyId: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<number> => creditBooks(credit, companyId).countEarnedCredits({ from: toMidnight(from), to: toMidnight(to) });

const toMidnight = (date: string) => `${date}T00:00:00+09:00`;
