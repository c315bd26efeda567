import { randomUUID } from 'node:crypto';
import type { CaseRef, StepOf } from '@goen/candidate-case';
import { findSendingWindow, nextStep } from '@goen/case-domain';
import { type Em, withCompany } from '@goen/case-store';
import { loadCase } from '@goen/cases';
import { type CompanySettings, type MessageRequest, messageResult } from '@goen/contracts/internal';
import type { ActivityContext } from '../activity-context.ts';
import { caseClock } from '../case-clock.ts';
import { callService } from '../services/call-service.ts';

const maxJobs = 20;

/**
 * Reminds a company's recruiters, once per sending day, how many mails await their approval. Any case whose mail is
 * overdue may request it; the key lets mail-service send one per day, with the count at that moment.
 */
export async function remindRecruiter(
  context: ActivityContext,
  { caseId, companyId }: CaseRef,
  step: StepOf<'remind_recruiter'>,
  startedAtMs = Date.now(),
): Promise<void> {
  const nowMs = caseClock(startedAtMs);
  const request = await withCompany(context.orm, companyId, async (em) => {
    const loaded = await loadCase(em, caseId);
    const now = loaded && nextStep(loaded.file, nowMs);
    // Another case told them, someone said yes, or the slot is over: the workflow looks again.
    if (loaded === null || now?.kind !== 'remind_recruiter' || now.date !== step.date) return null;
    return buildReminder(em, { companyId, settings: loaded.file.settings, date: step.date, nowMs }, context.publicUrl);
  });
  if (request === null) return;
  await callService(context.mail, '/messages', request, messageResult);
  await withCompany(context.orm, companyId, (em) =>
    em.execute(
      `insert into approval_reminder (id, company_id, date, created_at) values (?, ?, ?, ?)
       on conflict (company_id, date) do nothing`,
      [randomUUID(), companyId, step.date, new Date(nowMs)],
    ),
  );
}

type ReminderInput = {
  readonly companyId: string;
  readonly settings: CompanySettings;
  readonly date: string;
  readonly nowMs: number;
};

async function buildReminder(
  em: Em,
  { companyId, settings, date, nowMs }: ReminderInput,
  publicUrl: string,
): Promise<MessageRequest | null> {
  if (!settings.recruiterEmail) return null;
  const today = findSendingWindow(nowMs, settings.hours);
  const tomorrow = today && findSendingWindow(today.endMs, settings.hours);
  // Mails due by the next sending day; a follow-up in half a year is not urgent.
  const waiting = [companyId, new Date(tomorrow?.endMs ?? nowMs)];
  const [counted] = await em.execute<{ n: number }[]>(
    `select count(*)::int as n from follow_up_case c where ${isWaiting}`,
    waiting,
  );
  const jobs = await em.execute<{ job_name: string }[]>(
    `select r.job_name from follow_up_case c join rejection r on r.id = any(c.next_mail_rejection_ids::uuid[])
     where ${isWaiting} and r.job_name is not null group by r.job_name order by count(*) desc, r.job_name limit ?`,
    [...waiting, maxJobs],
  );
  return {
    key: `approval:${companyId}:${date}`,
    company: companyId,
    kind: 'approval_reminder',
    provider: settings.mailProvider,
    to: { email: settings.recruiterEmail },
    locale: settings.locale,
    sender: settings.sender,
    basis: null,
    date,
    variables: {
      jobNames: jobs.map(({ job_name: name }) => name),
      stage: 'other',
      // Recruiters have no candidate page, so the mail shows none.
      pageUrl: publicUrl,
      unsubscribeUrl: '',
      positions: [],
      waitingMails: counted?.n ?? 0,
    },
    rejectionIds: [],
  };
}

const isWaiting = `c.company_id = ? and c.state = 'open' and c.next_mail is not null and c.mail_decision is null
  and c.queued_at < ?`;
