import { addDays, addMonths, findResultDay, later, sendingDayFrom, sendingDayUntil, toDate } from './calendar.ts';
import type { Application, CaseModel, CompanyModel, MailKind } from './state.ts';

const dayMs = 86_400_000;
const maxReportAgeDays = 30;
const reminderAfterDays = 7;
const followUpMonths = { first_follow_up: 6, second_follow_up: 12 } as const;
const answerDays = 30;
const noticeDays = 14;
const relayConsentMonths = 12;

/** What a case would mail next, on which day at the earliest. */
export type Plan = { readonly kind: MailKind; readonly day: string; readonly about: readonly Application[] };

export const isResult = (kind: MailKind): boolean => kind === 'rejection' || kind === 'rejection_relay';
/** Mails that need a basis and a way out (特定電子メール法). */
export const isRegulated = (kind: MailKind): boolean =>
  kind === 'rejection_relay' || kind === 'relay_reminder' || kind === 'first_follow_up' || kind === 'second_follow_up';

/** Rule 4. */
export const isLate = ({ acceptedMs, rejectedMs }: Application): boolean =>
  acceptedMs - rejectedMs > maxReportAgeDays * dayMs;

const listLive = ({ applications }: CaseModel): Application[] => applications.filter(({ cancelled }) => !cancelled);

const findLatest = (applications: readonly Application[]): Application | undefined =>
  applications.toSorted((a, b) => a.rejectedMs - b.rejectedMs || a.n - b.n).at(-1);

/** Rule 50, and the latest application decides: the person is in selection again. */
export const isInSelection = (one: CaseModel): boolean => findLatest(one.applications)?.cancelled === true;

const listUnanswered = (company: CompanyModel, one: CaseModel): Application[] =>
  company.sendsResults ? listLive(one).filter((application) => !application.answered && !isLate(application)) : [];

/** Whether nothing but the plain result may be mailed. */
const isBarred = ({ person, ...one }: CaseModel): boolean =>
  (person.unsubscribed && !person.followUpsLifted) || person.reapplied || isInSelection({ person, ...one });

const hasBasis = ({ person: { followUp } }: CaseModel): boolean => followUp === 'unknown' || followUp === 'granted';

const mayInvite = ({ settings }: CompanyModel, one: CaseModel): boolean =>
  settings.relay && !one.person.unsubscribed && !isBarred(one) && hasBasis(one);

const wasMailedAbout = (one: CaseModel, kind: MailKind, application: Application): boolean =>
  one.sent.some((mail) => mail.kind === kind && mail.about.includes(application));

function planResult(company: CompanyModel, one: CaseModel): Plan | null {
  const about = listUnanswered(company, one);
  if (about.length === 0) return null;
  const { settings } = company;
  const invites = settings.invites && one.person.relay === 'unknown' && mayInvite(company, one);
  const day = findResultDay(about, settings, settings.hours);
  return { kind: invites ? 'rejection_relay' : 'rejection', day, about };
}

function planFollowUp(company: CompanyModel, one: CaseModel, kind: keyof typeof followUpMonths): Plan | null {
  const about = listLive(one);
  const latest = findLatest(about);
  if (latest === undefined || wasMailedAbout(one, kind, latest) || !hasBasis(one)) return null;
  const day = toFollowUpDay(company, latest, kind);
  return day < toDate(latest.acceptedMs) ? null : { kind, day, about };
}

const toFollowUpDay = ({ settings }: CompanyModel, latest: Application, kind: keyof typeof followUpMonths): string =>
  sendingDayFrom(addMonths(toDate(latest.rejectedMs), followUpMonths[kind]), settings.hours);

function planReminder(company: CompanyModel, one: CaseModel): Plan | null {
  const live = listLive(one);
  const invitation = one.sent.findLast(
    ({ kind, about }) => kind === 'rejection_relay' && about.some((application) => live.includes(application)),
  );
  if (invitation === undefined || one.person.relay !== 'unknown' || !mayInvite(company, one)) return null;
  const about = invitation.about.filter((application) => live.includes(application));
  if (about.some((application) => wasMailedAbout(one, 'relay_reminder', application))) return null;
  const day = sendingDayFrom(addDays(invitation.date, reminderAfterDays), company.settings.hours);
  const latest = findLatest(live);
  const isBeforeFollowUp = latest === undefined || day < toFollowUpDay(company, latest, 'first_follow_up');
  return isBeforeFollowUp ? { kind: 'relay_reminder', day, about } : null;
}

/** Rule 59, and `keep_until` as the guide to the life of a case defines it; null before there is a result. */
export function findKeepUntil(one: CaseModel): string | null {
  const latest = findLatest(listLive(one)) ?? findLatest(one.applications);
  if (latest === undefined) return null;
  const keptFrom = toDate(isLateForKeeping(latest) ? latest.acceptedMs : latest.rejectedMs);
  const askedOn = addMonths(keptFrom, followUpMonths.second_follow_up);
  const asked = one.sent.findLast(({ kind, about }) => kind === 'second_follow_up' && about.includes(latest));
  const until = addDays(later(askedOn, asked?.date ?? askedOn), answerDays);
  const { relay, relayGrantedMs } = one.person;
  return relay === 'granted' ? later(until, addMonths(toDate(relayGrantedMs), relayConsentMonths)) : until;
}

const isLateForKeeping = ({ acceptedMs, rejectedMs }: Application): boolean =>
  addDays(toDate(rejectedMs), maxReportAgeDays) < toDate(acceptedMs);

function planEnd({ settings }: CompanyModel, one: CaseModel): Plan | null {
  const until = findKeepUntil(one);
  if (until === null) return null;
  const about = listLive(one);
  const notice = one.sent.findLast(({ kind }) => kind === 'keeping_notice');
  if (notice === undefined) {
    return { kind: 'keeping_notice', day: sendingDayUntil(addDays(until, -noticeDays), settings.hours), about };
  }
  const day = sendingDayFrom(later(until, addDays(notice.date, noticeDays)), settings.hours);
  return { kind: 'erasure_notice', day, about };
}

/** The mails that are still to come; a result goes first. No sending day is limited here. */
export function planMails(company: CompanyModel, one: CaseModel): readonly Plan[] {
  const { person } = one;
  const live = listLive(one);
  if (one.closed !== null || person.erased || person.unreachable || person.hired || live.length === 0) return [];
  const result = planResult(company, one);
  if (result) return [result];
  if (isBarred(one)) return [];
  const second = planFollowUp(company, one, 'second_follow_up');
  const first = planFollowUp(company, one, 'first_follow_up');
  const followUps = first && second && second.day <= first.day ? [second] : [first, second];
  // Nothing is asked twice on one day.
  return [planReminder(company, one), ...followUps, planEnd(company, one)].filter((plan) => plan !== null);
}

/** Whether a member has to decide before it may leave. */
export function findBlock(company: CompanyModel, one: CaseModel, plan: Plan): 'held' | 'approval' | null {
  if (isResult(plan.kind) && one.held.some((application) => plan.about.includes(application))) return 'held';
  const isExact = (approved: CaseModel['approved'][number]) =>
    approved.kind === plan.kind &&
    approved.about.length === plan.about.length &&
    approved.about.every((application) => plan.about.includes(application));
  if (one.approved.some(isExact)) return null;
  const wasApproved = one.approved.some(
    ({ kind, about }) =>
      (kind === plan.kind || (isResult(kind) && isResult(plan.kind))) &&
      about.some((application) => plan.about.includes(application)),
  );
  return company.settings.approval || wasApproved ? 'approval' : null;
}
