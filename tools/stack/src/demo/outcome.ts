import type { MailKind } from '@goen/contracts/internal';
import type { CaseView } from './api.ts';
import type { Outcome } from './scenario.ts';

type SentMail = { readonly mail: MailKind; readonly date: string };

export const mailsOf = (view: CaseView): SentMail[] =>
  view.timeline.filter((fact) => fact.kind === 'mail.sent').map((fact) => fact.data as SentMail);

/** Counts from the facts that the API shows, and the balance that credit-service keeps. */
export function outcomeOf(cases: readonly CaseView[], balance: { points: number; earned: number }): Outcome {
  const mails: Partial<Record<MailKind, number>> = {};
  for (const { mail } of cases.flatMap(mailsOf)) mails[mail] = (mails[mail] ?? 0) + 1;
  return {
    mails,
    consents: cases.filter((view) => view.consents.relay === 'granted').length,
    referrals: cases.flatMap((view) => view.timeline).filter((fact) => fact.kind === 'referral.made').length,
    points: balance.points,
    credits: balance.earned,
  };
}

/** Where an outcome is not the expected one, in words; empty when it is. */
export function differences(company: string, expected: Outcome, found: Outcome): string[] {
  const flat = ({ mails, ...rest }: Outcome): Record<string, number> => ({ ...rest, ...mails });
  return countDifferences(company, flat(expected), flat(found));
}

/** The same of plain counts. */
export function countDifferences(
  where: string,
  expected: Readonly<Record<string, number>>,
  found: Readonly<Record<string, number>>,
): string[] {
  return [...new Set([...Object.keys(expected), ...Object.keys(found)])]
    .filter((name) => (expected[name] ?? 0) !== (found[name] ?? 0))
    .map((name) => `${where}: ${name} expected ${expected[name] ?? 0}, found ${found[name] ?? 0}`);
}
