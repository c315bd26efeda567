/**
 * The chart of accounts. Each company has four; the platform's contra accounts carry the other side. Points and credits
 * are different units, and the lines of an entry sum to zero in each.
 */
export const companyAccounts = ['points', 'credits', 'held', 'spent'] as const;
export type CompanyAccount = (typeof companyAccounts)[number];
export type Account = CompanyAccount | 'platform:points' | 'platform:credits';

export type Line = { readonly account: Account; readonly amount: number };
export type Balances = Readonly<Record<CompanyAccount, number>>;
export const zero: Balances = { points: 0, credits: 0, held: 0, spent: 0 };

export const pointsPerCredit = 10;

export const accountUnit = (account: Account): 'points' | 'credits' =>
  account === 'points' || account === 'platform:points' ? 'points' : 'credits';

export type EntryKind = 'referral' | 'reversal' | 'conversion' | 'unconversion' | 'hold' | 'capture' | 'release';

/** The lines of each kind of entry. */
export const entryLines: Readonly<Record<EntryKind, readonly Line[]>> = {
  referral: move('platform:points', 'points', 1),
  reversal: move('points', 'platform:points', 1),
  conversion: [...move('points', 'platform:points', pointsPerCredit), ...move('platform:credits', 'credits', 1)],
  unconversion: [...move('platform:points', 'points', pointsPerCredit), ...move('credits', 'platform:credits', 1)],
  hold: move('credits', 'held', 1),
  capture: move('held', 'spent', 1),
  release: move('held', 'credits', 1),
};

function move(from: Account, to: Account, amount: number): Line[] {
  return [
    { account: from, amount: -amount },
    { account: to, amount },
  ];
}

export function applyEntry(balances: Balances, kind: EntryKind): Balances {
  const next: Record<CompanyAccount, number> = { ...balances };
  for (const { account, amount } of entryLines[kind]) if (account in next) next[account as CompanyAccount] += amount;
  return next;
}

/**
 * The entry that must follow a command, or null: ten points convert to a credit; a debt of points takes back an available
 * credit. A remaining debt stays as negative points, which later points pay first.
 */
export function nextSettlement({ points, credits }: Balances): 'conversion' | 'unconversion' | null {
  if (points >= pointsPerCredit) return 'conversion';
  return points < 0 && credits > 0 ? 'unconversion' : null;
}

/** Points earned less points reversed, including those that were converted to credits. */
export const netPoints = ({ points, credits, held, spent }: Balances): number =>
  points + pointsPerCredit * (credits + held + spent);
