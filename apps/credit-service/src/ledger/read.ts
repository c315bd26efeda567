import type { journalEntry } from '@goen/contracts';
import { type CreditBalance } from '@goen/contracts';
import { HttpProblem } from '@goen/service-kit';
import type { Database } from '@goen/service-kit/database';
import type { z } from 'zod';
import { Balance, JournalEntry, JournalLine } from '../database/entities.ts';
import { netPoints, pointsPerCredit, zero } from './accounts.ts';

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

type Entry = z.infer<typeof journalEntry>;

/** A page of a company's journal from its beginning; stable, since entries are only ever added. */
export async function entriesOf(
  orm: Database,
  company: string,
  page: { cursor: string | undefined; limit: number },
): Promise<{ items: Entry[]; next: string | null }> {
  const from = page.cursor === undefined ? 0 : Number(page.cursor);
  if (!Number.isSafeInteger(from) || from < 0) throw new HttpProblem('invalid_cursor');
  const em = orm.em.fork();
  const rows = await em.find(
    JournalEntry,
    { companyId: company, seq: { $gt: from } },
    { orderBy: { seq: 'asc' }, limit: page.limit + 1 },
  );
  const shown = rows.slice(0, page.limit);
  const lines = await em.find(
    JournalLine,
    { entrySeq: { $in: shown.map(({ seq }) => seq) } },
    { orderBy: { account: 'asc' } },
  );
  const items = shown.map((row) => ({
    seq: row.seq,
    id: row.id,
    kind: row.kind,
    at: row.at.toISOString(),
    reverses: row.reverses ?? null,
    lines: lines.filter(({ entrySeq }) => entrySeq === row.seq).map(({ account, amount }) => ({ account, amount })),
  }));
  return { items, next: rows.length > page.limit ? String(shown.at(-1)?.seq) : null };
}
