import type { CaseView } from './api.ts';
import type { ToldCrm } from './crm.ts';
import type { ToldIntroduction } from './introduce.ts';
import { mailsOf } from './outcome.ts';
import type { Deed, Outcome } from './scenario.ts';

export type ToldCase = { readonly who: string; readonly deed: Deed; readonly view: CaseView };

const mailNames: Record<string, string> = {
  rejection: 'result',
  rejection_relay: 'result+invitation',
  relay_reminder: 'reminder',
  first_follow_up: '6 months',
  second_follow_up: '12 months',
};

/** A company's part of the story: its counts, then a line a candidate with dates. */
export function printCompany(name: string, outcome: Outcome, crm: ToldCrm, cases: readonly ToldCase[]): void {
  const mails = Object.entries(outcome.mails).map(([kind, count]) => `${mailNames[kind] ?? kind} ${count}`);
  console.log(`\n${name}`);
  console.log(`  mails      ${mails.join(' · ')}`);
  console.log(
    `  relay      consents ${outcome.consents} · referrals ${outcome.referrals} · points ${outcome.points} · credits ${outcome.credits}`,
  );
  console.log(`  CRM        ${crm.kind}: ${crm.kept} candidates kept · ${crm.erased} erased`);
  for (const { who, deed, view } of cases) {
    const dates = mailsOf(view).map(({ mail, date }) => `${mailNames[mail] ?? mail} ${date}`);
    const story = dates.length > 0 ? dates.join(' → ') : 'no mail';
    const referral = view.referral === 'none' ? '' : ` · referral ${view.referral}`;
    console.log(`  ${who.padEnd(7)} ${deed.padEnd(21)} ${story}${referral} · closed: ${view.closed_reason ?? 'no'}`);
  }
}

export function printIntroduction({ receiver, position, view }: ToldIntroduction): void {
  const score = Math.round(view.score * 100);
  console.log(`\nIntroduction to ${receiver}: ${position}`);
  console.log(
    `  fit ${score} % · said yes ${view.answered_at ?? 'never'} · ended: ${view.ended ?? 'no'} · credit spent 1`,
  );
}
