import type { StatementHead } from '@goen/contracts/internal';
import type { Database } from '@goen/service-kit/database';
import { JournalEntry } from '../database/entities.ts';
import { zero } from './accounts.ts';
import { toBalances } from './read-journal.ts';

/**
 * Opening and closing balance of a month in Asia/Tokyo. The closing balance of a month is the opening balance of the
 * next: both are the balance after the last entry before the same instant.
 */
export async function buildStatement(orm: Database, company: string, month: string): Promise<StatementHead> {
  const from = new Date(`${month}-01T00:00:00+09:00`);
  const to = new Date(`${monthAfter(month)}-01T00:00:00+09:00`);
  const em = orm.em.fork();
  const lastBefore = async (instant: Date) => {
    const where = { companyId: company, at: { $lt: instant } };
    const [last] = await em.find(JournalEntry, where, { orderBy: { at: 'desc', seq: 'desc' }, limit: 1 });
    return { seq: last?.seq ?? 0, balance: last ? toBalances(last) : zero };
  };
  const opening = await lastBefore(from);
  const closing = await lastBefore(to);
  const seq = { $gt: opening.seq, $lte: closing.seq };
  return {
    month,
    from: from.toISOString(),
    to: to.toISOString(),
    opening: opening.balance,
    closing: closing.balance,
    entries: await em.count(JournalEntry, { companyId: company, seq }),
    after: opening.seq,
    until: closing.seq,
  };
}

function monthAfter(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}
