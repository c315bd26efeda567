import { addDays, isSendingDay, later, sendingDayAt, toDate, toWindow } from './calendar.ts';
import { findBlock, isInSelection, isRegulated, isResult, type Plan, planMails } from './case-rules.ts';
import type { CaseModel, CompanyModel } from './state.ts';

/** How long the data of somebody who registered is kept without a confirmed rejection. */
const registrationDays = 30;
const dayMs = 86_400_000;

export const toCaseClock = ({ aheadMs }: CaseModel): number => Date.now() + aheadMs;

/** Lets a case live until an instant: everything that leaves in between leaves in the window of its day. */
export function live(company: CompanyModel, one: CaseModel, untilMs: number): void {
  const startMs = toCaseClock(one);
  if (untilMs <= startMs) return;
  for (let day = toDate(startMs); day <= toDate(untilMs); day = addDays(day, 1)) {
    const { hours } = company.settings;
    const { endMs } = toWindow(day, hours);
    if (one.closed === null && isSendingDay(day, hours) && endMs > startMs && endMs <= untilMs)
      liveDay(company, one, day);
  }
  one.aheadMs = untilMs - Date.now();
  const registeredFor = one.isRegistration && one.applications.length === 0 ? one.aheadMs : 0;
  if (registeredFor > registrationDays * dayMs) {
    one.closed = 'any';
    one.person.erased = true;
  }
  refresh(company, one);
}

function liveDay(company: CompanyModel, one: CaseModel, day: string): void {
  if (company.paused) return;
  // A result that has left makes room for what else is due, at most one regulated mail a day.
  for (;;) {
    const due = planMails(company, one).filter((plan) => plan.day <= day && findBlock(company, one, plan) === null);
    const plan = due.map((candidate) => limit(one, candidate, day)).find((candidate) => candidate !== null);
    if (!plan) return;
    send(one, plan, day);
    refresh(company, one);
    if (plan.kind === 'erasure_notice') {
      one.person.erased = true;
      one.closed = 'erased';
    }
  }
}

/** Rule 10: a plain result goes out instead; everything else regulated waits for another day. */
function limit(one: CaseModel, plan: Plan, day: string): Plan | null {
  if (!isRegulated(plan.kind) || !one.person.regulatedDays.has(day)) return plan;
  return isResult(plan.kind) ? { ...plan, kind: 'rejection' } : null;
}

function send(one: CaseModel, { kind, about }: Plan, date: string): void {
  one.sent.push({ kind, date, about });
  if (isRegulated(kind)) one.person.regulatedDays.add(date);
  if (isResult(kind)) for (const application of about) application.answered = true;
}

/** What follows at once, without a mail: points and ends. */
export function refresh(company: CompanyModel, one: CaseModel): void {
  const { person, applications } = one;
  const liveOnes = applications.filter(({ cancelled }) => !cancelled);
  const isOver = applications.length > 0 && liveOnes.length === 0;
  if (isOver) person.hasPoint = false;
  const isTold = liveOnes.some(
    ({ answered, acceptedMs, rejectedMs }) =>
      answered || !company.sendsResults || acceptedMs - rejectedMs > 30 * dayMs || person.relayGrantedMs > acceptedMs,
  );
  if (person.relay === 'granted' && isTold && !person.hired && !person.erased) person.hasPoint = true;
  if (one.closed !== null || (one.isRegistration && applications.length === 0)) return;
  if (person.erased) one.closed = 'erased';
  else if (isOver) one.closed = 'unrejected';
  else if (person.hired) one.closed = 'hired';
  else if (person.unreachable) one.closed = 'address_unusable';
  else if (planMails(company, one).length === 0) one.closed = toCloseReason(one);
}

const toCloseReason = (one: CaseModel): string | null => {
  const { person } = one;
  if (person.unsubscribed && !person.followUpsLifted) return 'unsubscribed';
  if (person.reapplied) return 'reapplied';
  return isInSelection(one) ? 'unrejected' : null;
};

/** The mail that the queue shows, with its day; null: none is to come. */
export function findNextMail(
  company: CompanyModel,
  one: CaseModel,
): { readonly plan: Plan; readonly day: string; readonly block: 'held' | 'approval' | null } | null {
  const today = sendingDayAt(toCaseClock(one), company.settings.hours);
  const [plan] = planMails(company, one).toSorted((a, b) => (later(a.day, today) < later(b.day, today) ? -1 : 1));
  return plan ? { plan, day: later(plan.day, today), block: findBlock(company, one, plan) } : null;
}
