import type { AccountBalances, CreditBalance, JournalEntryView } from '@goen/contracts/internal';
import type { CreditAccounts, CreditEntry, CreditReason, creditsBalance } from '@goen/contracts/public';
import type { z } from 'zod';

const pointsPerCredit = 10;

/** What accounts hold, or what an entry changes, with the points that its credits were made of. */
export const viewAccounts = ({ points, credits, held, spent }: AccountBalances): CreditAccounts => ({
  points: points + pointsPerCredit * (credits + held + spent),
  open_points: points,
  credits_available: credits,
  credits_held: held,
  credits_spent: spent,
});

export function viewBalance(balance: CreditBalance): z.infer<typeof creditsBalance> {
  const { points, available, held, spent, earned } = balance;
  return {
    ...viewAccounts({ points: points - pointsPerCredit * earned, credits: available, held, spent }),
    points_to_next_credit: balance.pointsToNextCredit,
    debt_points: balance.debtPoints,
  };
}

export function viewEntry(entry: JournalEntryView): CreditEntry {
  const moved = (account: string) =>
    entry.lines.reduce((sum, line) => sum + (line.account === account ? line.amount : 0), 0);
  const changes = { points: moved('points'), credits: moved('credits'), held: moved('held'), spent: moved('spent') };
  return {
    id: entry.id,
    at: entry.at,
    kind: entry.kind,
    reason: reasonOf(entry),
    case_id: /^([\da-f-]{36}):referral:/.exec(entry.id)?.[1] ?? null,
    changes: viewAccounts(changes),
    balance: viewAccounts(entry.after),
  };
}

function reasonOf({ kind, reason }: JournalEntryView): CreditReason {
  switch (kind) {
    case 'referral':
      return 'referred';
    case 'reversal':
      return reason ?? 'reversed';
    case 'conversion':
      return 'ten_points';
    case 'unconversion':
      return 'debt_of_points';
    case 'hold':
      return 'introduction_proposed';
    case 'capture':
      return 'introduction_accepted';
    case 'release':
      return 'introduction_ended';
  }
}
