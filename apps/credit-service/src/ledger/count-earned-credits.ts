import type { EarnedCredits } from '@goen/contracts/internal';
import type { Database } from '@goen/service-kit/database';
import { JournalEntry } from '../database/entities.ts';
import { zero } from './accounts.ts';
import { toBalances } from './read-journal.ts';

/**
 * Conversions to credits in a period minus those that were undone in it, at least zero: the difference of what was earned
 * before its end and before its start, so that the entries between are not read.
 */
export async function countEarnedCredits(
  orm: Database,
  company: string,
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<EarnedCredits> {
  const em = orm.em.fork();
  const countEarnedBefore = async (instant: Date) => {
    const where = { companyId: company, at: { $lt: instant } };
    const [last] = await em.find(JournalEntry, where, { orderBy: { at: 'desc', seq: 'desc' }, limit: 1 });
    const { credits, held, spent } = last ? toBalances(last) : zero;
    return credits + held + spent;
  };
  return { earned: Math.max(0, (await countEarnedBefore(to)) - (await countEarnedBefore(from))) };
}
