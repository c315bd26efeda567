import { randomUUID } from 'node:crypto';
import type { CaseRef, StepOf } from '@goen/candidate-case';
import { findSendingWindow, nextStep } from '@goen/case-domain';
import { Company, type Em, Introduction, ReInvitation, withCompany } from '@goen/case-store';
import { loadCase } from '@goen/cases';
import { type CompanySettings, companySettings, type MessageRequest, messageResult } from '@goen/contracts/internal';
import { reInvitationMailKinds } from '@goen/contracts/workflow';
import type { ActivityContext } from '../activity-context.ts';
import { caseClock } from '../case-clock.ts';
import { callService } from '../services/call-service.ts';

const maxJobs = 20;

/**
 * Reminds a company's recruiters, once per sending day, how many mails await their approval, how many shared addresses
 * their decision, and how many requests for feedback their answer. Any case that waits for them may request it; the key lets mail-service send one of each per day, with
 * the count at that moment.
 */
export async function remindRecruiter(
  context: ActivityContext,
  { caseId, companyId, skippedMs }: CaseRef,
  step: StepOf<'remind_recruiter'>,
  startedAtMs = Date.now(),
): Promise<void> {
  const nowMs = caseClock(startedAtMs, skippedMs);
  const isDue = await withCompany(context.orm, companyId, async (em) => {
    const loaded = await loadCase(em, caseId);
    const now = loaded && nextStep(loaded.file, nowMs);
    // Another case told them, someone decided, or the slot is over: the workflow looks again.
    return now?.kind === 'remind_recruiter' && now.date === step.date;
  });
  if (isDue) await remindOfWaitingMails(context, companyId, step.date, nowMs);
}

/** Sends the reminders of a company for this day, unless they were sent or there is nobody to send them to. */
export async function remindOfWaitingMails(
  context: ActivityContext,
  companyId: string,
  date: string,
  nowMs: number,
): Promise<void> {
  const requests = await withCompany(context.orm, companyId, async (em) => {
    const company = await em.findOneOrFail(Company, { id: companyId });
    // Its members cannot decide anything now; that they were reminded is recorded all the same, so that no case tries again.
    if (company.suspendedAt) return [];
    const settings = companySettings.parse(company.settings);
    return buildReminders(em, { companyId, settings, date, nowMs, publicUrl: context.publicUrl });
  });
  for (const request of requests) await callService(context.mail, '/messages', request, messageResult);
  await withCompany(context.orm, companyId, (em) =>
    em.execute(
      `insert into approval_reminder (id, company_id, date, created_at) values (?, ?, ?, ?)
       on conflict (company_id, date) do nothing`,
      [randomUUID(), companyId, date, new Date(nowMs)],
    ),
  );
}

type ReminderInput = {
  readonly companyId: string;
  readonly settings: CompanySettings;
  readonly date: string;
  readonly nowMs: number;
  readonly publicUrl: string;
};

/** None about what nobody has to decide. */
async function buildReminders(em: Em, input: ReminderInput): Promise<MessageRequest[]> {
  const { companyId, date } = input;
  const approval = await countWaitingMails(em, input);
  const [shared] = await em.execute<{ n: number }[]>(
    "select count(*)::int as n from shared_address where company_id = ? and state = 'open'",
    [companyId],
  );
  const sharedAddresses = shared?.n ?? 0;
  const [feedback] = await em.execute<{ n: number }[]>(
    `select count(*)::int as n from feedback_request r where company_id = ? and state = 'open' and due_on <= ?
       and exists (select from follow_up_case c where c.id = r.case_id and (c.state = 'open' or c.closed_reason = 'superseded'))`,
    [companyId, date],
  );
  const feedbackRequests = feedback?.n ?? 0;
  return [
    ...(approval.waitingMails > 0
      ? [toRequest(input, 'approval_reminder', `approval:${companyId}:${date}`, approval)]
      : []),
    ...(sharedAddresses > 0
      ? [toRequest(input, 'address_reminder', `address:${companyId}:${date}`, { jobNames: [], sharedAddresses })]
      : []),
    ...(feedbackRequests > 0
      ? [toRequest(input, 'feedback_reminder', `feedback:${companyId}:${date}`, { jobNames: [], feedbackRequests })]
      : []),
  ].filter((request) => request !== null);
}

/** Of the mails due by the next sending day: a follow-up in half a year is not urgent. */
async function countWaitingMails(em: Em, { companyId, settings, nowMs }: ReminderInput) {
  const today = findSendingWindow(nowMs, settings.hours);
  const tomorrow = today && findSendingWindow(today.endMs, settings.hours);
  const waiting = [companyId, new Date(tomorrow?.endMs ?? nowMs)];
  const isWaiting = buildWaitingCondition(settings.approval);
  const [counted] = await em.execute<{ n: number }[]>(
    `select count(*)::int as n from follow_up_case c where ${isWaiting}`,
    waiting,
  );
  const undecided = {
    state: { $in: ['matched' as const, 'asked' as const] },
    nextStep: { $in: settings.approval === 'required' ? ['ask', 'remind', 'approval'] : ['approval'] },
  };
  const introductions = await em.count(Introduction, { referrerId: companyId, ...undecided });
  const beforeMails = { $in: settings.approval === 'required' ? ['approval', ...reInvitationMailKinds] : ['approval'] };
  const reInvitations = await em.count(ReInvitation, { companyId, state: { $ne: 'closed' }, nextStep: beforeMails });
  const jobs = await em.execute<{ job_name: string }[]>(
    `select r.job_name from follow_up_case c join rejection r on r.id = any(c.next_mail_rejection_ids::uuid[])
     where ${isWaiting} and r.job_name is not null group by r.job_name order by count(*) desc, r.job_name limit ?`,
    [...waiting, maxJobs],
  );
  return {
    waitingMails: (counted?.n ?? 0) + introductions + reInvitations,
    jobNames: jobs.map(({ job_name: name }) => name),
  };
}

function toRequest(
  { companyId, settings, date, publicUrl }: ReminderInput,
  kind: 'approval_reminder' | 'address_reminder' | 'feedback_reminder',
  key: string,
  counts: Pick<MessageRequest['variables'], 'jobNames' | 'waitingMails' | 'sharedAddresses' | 'feedbackRequests'>,
): MessageRequest | null {
  if (!settings.recruiterEmail) return null;
  return {
    key,
    company: companyId,
    kind,
    provider: settings.mailProvider,
    to: { email: settings.recruiterEmail },
    locale: settings.locale,
    sender: settings.sender,
    basis: null,
    date,
    // Recruiters have no candidate page, so the mail shows none.
    variables: { ...counts, stage: 'other', pageUrl: publicUrl, unsubscribeUrl: '', positions: [] },
    rejectionIds: [],
  };
}

const buildWaitingCondition = (approval: CompanySettings['approval']): string =>
  `c.company_id = ? and c.state = 'open' and c.next_mail is not null and c.queued_at < ?
   and (c.mail_decision = 'lapsed' or (c.note_missing and c.mail_decision is distinct from 'held')
     ${approval === 'required' ? 'or c.mail_decision is null' : ''})`;
