import type { MailKind } from '@goen/contracts/internal';
import type { CaseView } from './gateway-api.ts';
import type { Outcome } from './scenario.ts';

type SentMail = { readonly mail: MailKind; readonly date: string };

export const listSentMails = (view: CaseView): SentMail[] =>
  view.timeline.filter(({ kind }) => kind === 'mail.sent').map(({ data }) => data as SentMail);

/** Counts the facts that the API shows, and adds the balance of credit-service. */
export function countOutcome(cases: readonly CaseView[], balance: { points: number; earned: number }): Outcome {
  const mails: Partial<Record<MailKind, number>> = {};
  for (const { mail } of cases.flatMap(listSentMails)) mails[mail] = (mails[mail] ?? 0) + 1;
  return {
    mails,
    consents: cases.filter(({ consents }) => consents.relay === 'granted').length,
    referrals: cases.flatMap(({ timeline }) => timeline).filter(({ kind }) => kind === 'referral.made').length,
    points: balance.points,
    credits: balance.earned,
  };
}

/** Describes each number that differs from the expected outcome. */
export function compareOutcomes(company: string, expected: Outcome, actual: Outcome): string[] {
  const flatten = ({ mails, ...rest }: Outcome): Record<string, number> => ({ ...rest, ...mails });
  return compareCounts(company, flatten(expected), flatten(actual));
}

export function compareCounts(
  subject: string,
  expected: Readonly<Record<string, number>>,
  actual: Readonly<Record<string, number>>,
): string[] {
  return [...new Set([...Object.keys(expected), ...Object.keys(actual)])]
    .filter((name) => (expected[name] ?? 0) !== (actual[name] ?? 0))
    .map((name) => `${subject}: ${name} expected ${expected[name] ?? 0}, got ${actual[name] ?? 0}`);
}
