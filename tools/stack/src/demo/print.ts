import type { CompanyResult } from './collect-results.ts';
import { listSentMails } from './outcome.ts';
import type { FeedbackResult } from './run-feedback.ts';
import type { IntroductionResult } from './run-introduction.ts';
import type { MorningResult } from './run-morning.ts';
import type { ReInvitationResult } from './run-re-invitation.ts';
import type { SelectionResult } from './run-selection.ts';
import type { TemplateResult } from './run-template.ts';

const mailNames: Record<string, string> = {
  rejection: 'result',
  rejection_relay: 'result+invitation',
  relay_invitation: 'invitation',
  relay_reminder: 'reminder',
  first_follow_up: '6 months',
  rejection_late: 'late result',
  second_follow_up: '12 months',
  feedback_answer: 'feedback',
  feedback_refusal: 'polite refusal of feedback',
  keeping_notice: 'notice of deletion',
  erasure_notice: 'deleted',
};

const timeZone = 'Asia/Tokyo';
const weekday = { timeZone, weekday: 'short' } as const;
/** 2026-11-28 (Sat), of a date `YYYY-MM-DD`. */
const formatDay = (date: string): string =>
  `${date} (${new Intl.DateTimeFormat('en', weekday).format(new Date(`${date}T12:00:00+09:00`))})`;
/** 2026-11-28 (Sat) 09:05, in Japan's time. */
function formatTime(instant: string | null | undefined): string {
  if (!instant) return 'never';
  const at = new Date(instant);
  const [date = '', time = ''] = at
    .toLocaleString('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
    .split(' ');
  return `${formatDay(date)} ${time}`;
}

/** Prints the counts of a company, then one line per candidate with the dates of the mails. */
export function printCompany({ name, outcome, crm, cases }: CompanyResult): void {
  const mails = Object.entries(outcome.mails).map(([kind, count]) => `${mailNames[kind] ?? kind} ${count}`);
  const { consents, referrals, points, credits } = outcome;
  console.log(`\n${name}`);
  console.log(`  mails      ${mails.join(' · ')}`);
  console.log(`  relay      consents ${consents} · referrals ${referrals} · points ${points} · credits ${credits}`);
  console.log(`  CRM        ${crm.kind}: ${crm.kept} candidates kept · ${crm.erased} erased`);
  for (const { candidate, view } of cases) {
    const dates = listSentMails(view).map(({ mail, date }) => `${mailNames[mail] ?? mail} ${formatDay(date)}`);
    const sent = dates.length > 0 ? dates.join(' → ') : 'no mail';
    const referral = view.referral === 'none' ? '' : ` · referral ${view.referral}`;
    const label = `${candidate.application.applicationId.padEnd(8)} ${candidate.action.padEnd(21)}`;
    console.log(`  ${label} ${sent}${referral} · closed: ${view.closed_reason ?? 'no'}`);
  }
}

export function printFeedback({ company, requestedAt, dueOn, state }: FeedbackResult): void {
  console.log(`\nFeedback on request at ${company}`);
  console.log(`  asked ${formatTime(requestedAt)} · promised by ${formatDay(dueOn)} · ${state}`);
}

export function printSelection(result: SelectionResult): void {
  const { company, inSelection, waiting, afterBusinessDays, oldestMovedAt, oldestBusinessDays } = result;
  console.log(`\nStill in selection at ${company} (HERP)`);
  console.log(
    `  in selection ${inSelection} · not moved for more than ${afterBusinessDays} business days ${waiting} · oldest since ${formatTime(oldestMovedAt)} (${oldestBusinessDays} business days)`,
  );
}

export function printIntroduction({ receiver, position, view }: IntroductionResult): void {
  const score = Math.round(view.score * 100);
  console.log(`\nIntroduction to ${receiver}: ${position}`);
  console.log(
    `  score ${score} % · accepted ${formatTime(view.answered_at)} · ended: ${view.ended ?? 'no'} · credit spent 1`,
  );
}

export function printTemplate(result: TemplateResult): void {
  const { name, registered, confirmedByHand, confirmedByReport, refused, expired, points, credits } = result;
  console.log(`\n${name} (template only)`);
  console.log(
    `  registered ${registered} · confirmed by hand ${confirmedByHand} · by a report ${confirmedByReport} · refused ${refused} · deleted after 30 days ${expired}`,
  );
  console.log(`  relay      points ${points} · credits ${credits}`);
}

export function printReInvitation({ company, position, counts }: ReInvitationResult): void {
  const { sent, interested, replied_talk: talks, reapplied } = counts;
  console.log(`\nRe-invitation of ${company}: ${position}`);
  console.log(`  sent ${sent} · interested ${interested} · let us talk ${talks} · applied again ${reapplied}`);
}

const todayNames: Record<string, string> = {
  awaiting: 'mails to approve',
  note_missing: 'personal notes to write',
  revisits: 'people to come back to',
  interests: 'interests to answer',
  registrations: 'registrations to confirm',
};

export function printMorning({ companies }: MorningResult): void {
  console.log('\nWaiting in the console today');
  for (const { name, counts } of companies) {
    const waiting = Object.entries(counts).map(([what, count]) => `${todayNames[what] ?? what} ${count}`);
    console.log(`  ${name}: ${waiting.join(' · ')}`);
  }
}

export function printSignInLinks(links: Readonly<Record<string, string>>): void {
  console.log('\nSign in to the console as one of these people; each link works as long as the demo runs:');
  for (const [who, url] of Object.entries(links)) console.log(`  ${who}\n    ${url}`);
}
