import type { IntroductionFact } from '@goen/contracts/workflow';
import { parseInstantMs } from '../calendar.ts';
import { indexFacts } from './introduction-facts.ts';
import type { IntroductionStep } from './introduction-step.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** When a company that has not reported is reminded, counted from the hand-over or its last report. */
const companyReminderDays = [7, 14, 30] as const;

/** The least time between two reminders: the least between two of their days. */
const reminderGapDays = 7;

/** After this time without a report the introduction is closed; the credit stays spent. */
const closeWithoutReportDays = 90;

/** The profile was handed over: spends the credit, then follows the company's reports up to the last one. */
export function decideAfterProvision(facts: readonly IntroductionFact[], nowMs: number): IntroductionStep {
  const { has } = indexFacts(facts);
  if (!has('credit.captured')) return { kind: 'capture_credit' };
  if (!has('company.told')) return { kind: 'tell_company' };
  const reports = facts.filter((fact) => fact.kind === 'company.reported');
  const lastReport = reports.at(-1)?.data.report;
  if (lastReport === 'hired') return { kind: 'close', ended: 'hired' };
  if (lastReport === 'declined') return { kind: 'close', ended: 'company_declined' };
  if (has('candidate.stopped_use')) return { kind: 'close', ended: 'withdrawn' };

  const sinceMs = parseInstantMs(reports.at(-1)?.at ?? facts.find(({ kind }) => kind === 'profile.provided')?.at ?? '');
  const sent = facts
    .filter((fact) => fact.kind === 'company.reminded')
    .filter(({ at }) => parseInstantMs(at) >= sinceMs);
  const last = sent.at(-1);
  const toMs = (afterDays: number) => sinceMs + afterDays * dayMs;
  const open = companyReminderDays.filter((afterDays) => afterDays > (last?.data.afterDays ?? 0));
  const [next] = open;
  if (next === undefined) {
    const endMs = toMs(closeWithoutReportDays);
    return nowMs >= endMs ? { kind: 'close', ended: 'no_report' } : { kind: 'wait', untilMs: endMs, next: 'report' };
  }
  // After an outage several are due: only the latest leaves, and the next one not a day later.
  const notBeforeMs = last === undefined ? 0 : parseInstantMs(last.at) + reminderGapDays * dayMs;
  const latestDue = open.findLast((afterDays) => nowMs >= toMs(afterDays));
  return latestDue !== undefined && nowMs >= notBeforeMs
    ? { kind: 'remind_company', afterDays: latestDue }
    : { kind: 'wait', untilMs: Math.max(toMs(next), notBeforeMs), next: 'report' };
}
