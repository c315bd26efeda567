import type { CreditBalance, JournalEntryView, ReferralResult } from '@goen/contracts/internal';
import { HttpProblem } from '@goen/service-kit';
import type { Database } from '@goen/service-kit/database';
import { Balance, JournalEntry, JournalLine } from '../database/entities.ts';
import { type Balances, netPoints, pointsPerCredit, zero } from './accounts.ts';
import { settlementId } from './decide.ts';

/** A company's balance; one that nothing was posted to has zeros. */
export async function balanceOf(orm: Database, company: string): Promise<CreditBalance> {
  const books = (await orm.em.fork().findOne(Balance, { companyId: company })) ?? zero;
  return {
    company,
    points: netPoints(books),
    pointsToNextCredit: pointsPerCredit - Math.min(books.points, pointsPerCredit - 1),
    earned: books.credits + books.held + books.spent,
    held: books.held,
    spent: books.spent,
    available: books.credits,
    debtPoints: Math.max(0, -books.points),
  };
}

/** `until`: entries after it are left out, so that pages of a statement end where its closing balance does. */
export type EntriesQuery = {
  readonly cursor?: string | undefined;
  readonly limit: number;
  readonly until?: number | undefined;
};

/** A page of a company's journal from its beginning; stable, since entries are only ever added. */
export async function entriesOf(
  orm: Database,
  company: string,
  { cursor, limit, until }: EntriesQuery,
): Promise<{ items: JournalEntryView[]; next: string | null }> {
  const em = orm.em.fork();
  const rows = await em.find(
    JournalEntry,
    { companyId: company, seq: { $gt: readSeq(cursor), ...(until === undefined ? {} : { $lte: until }) } },
    { orderBy: { seq: 'asc' }, limit: limit + 1 },
  );
  const shown = rows.slice(0, limit);
  const lines = await em.find(
    JournalLine,
    { entrySeq: { $in: shown.map(({ seq }) => seq) } },
    { orderBy: { account: 'asc' } },
  );
  const linesOf = Map.groupBy(lines, ({ entrySeq }) => entrySeq);
  const items = shown.map((row) => ({
    seq: row.seq,
    id: row.id,
    kind: row.kind,
    at: row.at.toISOString(),
    reverses: row.reverses ?? null,
    reason: row.reason ?? null,
    lines: (linesOf.get(row.seq) ?? []).map(({ account, amount }) => ({ account, amount })),
    after: runningBalance(row),
  }));
  return { items, next: rows.length > limit ? String(shown.at(-1)?.seq) : null };
}

/** A referral that was posted, as its posting was answered; null when there is none by this id. */
export async function referralOf(orm: Database, company: string, id: string): Promise<ReferralResult | null> {
  const em = orm.em.fork();
  const made = await em.findOne(JournalEntry, { companyId: company, id, kind: 'referral' });
  if (made === null) return null;
  const earned = { companyId: company, id: settlementId(id, 'conversion'), kind: 'conversion' as const };
  return { status: 'posted', entryId: id, replayed: true, earnedCredits: await em.count(JournalEntry, earned) };
}

export const runningBalance = (row: JournalEntry): Balances => ({
  points: row.pointsAfter,
  credits: row.creditsAfter,
  held: row.heldAfter,
  spent: row.spentAfter,
});

/** The place in the order of all entries that a cursor names; throws `invalid_cursor`. */
export function readSeq(cursor: string | undefined): number {
  const seq = cursor === undefined ? 0 : Number(cursor);
  if (!Number.isSafeInteger(seq) || seq < 0) throw new HttpProblem('invalid_cursor');
  return seq;
}
