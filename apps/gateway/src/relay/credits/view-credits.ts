import type { AccountBalances, CreditBalance, JournalEntryView } from '@goen/contracts/internal';
import type { CreditAccounts, CreditEntry, CreditReason, CreditsBalance } from '@goen/contracts/public';

const pointsPerCredit = 10;

/** Balances or changes of the accounts. `points` includes the points that became credits. */
export const viewAccounts = ({ points, credits, held, spent }: AccountBalances): CreditAccounts => ({
  points: points + pointsPerCredit * (credits + held + spent),
  open_points: points,
  credits_available: credits,
  credits_held: held,
  credits_spent: spent,
});

export function viewBalance(balance: CreditBalance): CreditsBalance {
  const { points, available, held, spent, earned } = balance;
  return {
    ...viewAccounts({ points: points - pointsPerCredit * earned, credits: available, held, spent }),
    points_to_next_credit: balance.pointsToNextCredit,
    debt_points: balance.debtPoints,
  };
}

/** `byHand`: the cases whose rejection a member confirmed by hand. */
export function viewEntry(entry: JournalEntryView, byHand: ReadonlySet<string>): CreditEntry {
  const sum = (account: string) =>
    entry.lines.reduce((total, line) => total + (line.account === account ? line.amount : 0), 0);
  const changes = { points: sum('points'), credits: sum('credits'), held: sum('held'), spent: sum('spent') };
  const caseId = /^([\da-f-]{36}):referral:/.exec(entry.id)?.[1] ?? null;
  return {
    id: entry.id,
    at: entry.at,
    kind: entry.kind,
    reason: toReason(entry),
    case_id: caseId,
    confirmed_by_hand: caseId !== null && byHand.has(caseId),
    changes: viewAccounts(changes),
    balance: viewAccounts(entry.after),
  };
}

function toReason({ kind, reason }: JournalEntryView): CreditReason {
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
