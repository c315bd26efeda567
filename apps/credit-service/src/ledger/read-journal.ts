import type { CreditBalance, JournalEntryView, ReferralResult } from '@goen/contracts/internal';
import { readSeqCursor, toSeqPage } from '@goen/service-kit';
import type { Database } from '@goen/service-kit/database';
import { Balance, JournalEntry, JournalLine } from '../database/entities.ts';
import { type Balances, netPoints, pointsPerCredit, zero } from './accounts.ts';
import { settlementId } from './decide.ts';

/** The balance of a company: zeros when nothing was posted yet. */
export async function readBalance(orm: Database, company: string): Promise<CreditBalance> {
  const balance = (await orm.em.fork().findOne(Balance, { companyId: company })) ?? zero;
  return {
    company,
    points: netPoints(balance),
    pointsToNextCredit: pointsPerCredit - Math.min(balance.points, pointsPerCredit - 1),
    earned: balance.credits + balance.held + balance.spent,
    held: balance.held,
    spent: balance.spent,
    available: balance.credits,
    debtPoints: Math.max(0, -balance.points),
  };
}

/** `until`: the last entry to list, so that the pages of a statement end at its closing balance. */
export type EntriesQuery = {
  readonly cursor?: string | undefined;
  readonly limit: number;
  readonly until?: number | undefined;
};

/** A page of a company's journal, oldest first. Pages are stable: entries are only ever added. */
export async function listEntries(
  orm: Database,
  company: string,
  { cursor, limit, until }: EntriesQuery,
): Promise<{ items: JournalEntryView[]; next: string | null }> {
  const em = orm.em.fork();
  const rows = await em.find(
    JournalEntry,
    { companyId: company, seq: { $gt: readSeqCursor(cursor), ...(until === undefined ? {} : { $lte: until }) } },
    { orderBy: { seq: 'asc' }, limit: limit + 1 },
  );
  const lines = await em.find(
    JournalLine,
    { entrySeq: { $in: rows.map(({ seq }) => seq) } },
    { orderBy: { account: 'asc' } },
  );
  const linesByEntry = Map.groupBy(lines, ({ entrySeq }) => entrySeq);
  const view = (row: JournalEntry): JournalEntryView => ({
    seq: row.seq,
    id: row.id,
    kind: row.kind,
    at: row.at.toISOString(),
    reverses: row.reverses ?? null,
    reason: row.reason ?? null,
    lines: (linesByEntry.get(row.seq) ?? []).map(({ account, amount }) => ({ account, amount })),
    after: toBalances(row),
  });
  return toSeqPage(rows, limit, view, ({ seq }) => seq);
}

/** The result of posting a referral, as it was returned then; null when there is no such entry. */
export async function findReferral(orm: Database, company: string, id: string): Promise<ReferralResult | null> {
  const em = orm.em.fork();
  const entry = await em.findOne(JournalEntry, { companyId: company, id, kind: 'referral' });
  if (entry === null) return null;
  const conversion = { companyId: company, id: settlementId(id, 'conversion'), kind: 'conversion' as const };
  return { status: 'posted', entryId: id, replayed: true, earnedCredits: await em.count(JournalEntry, conversion) };
}

export const toBalances = (row: JournalEntry): Balances => ({
  points: row.pointsAfter,
  credits: row.creditsAfter,
  held: row.heldAfter,
  spent: row.spentAfter,
});
