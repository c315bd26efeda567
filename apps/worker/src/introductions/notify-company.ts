import { nextIntroductionStep, toTokyoDate } from '@goen/case-domain';
import { Company, type Introduction, Position } from '@goen/case-store';
import { companySettings, type MessageRequest, messageResult } from '@goen/contracts/internal';
import type { IntroductionRef } from '@goen/introduction';
import { withIntroduction } from '@goen/relay';
import type { ActivityContext } from '../activity-context.ts';
import { caseClock } from '../case-clock.ts';
import { callService } from '../services/call-service.ts';
import { recordIntroduction } from './record-introduction.ts';

/**
 * Notifies the receiving company's recruiters of an introduction, reminds them to report its progress, or asks whether
 * the person they hired is still employed. The mail has no personal data. A company without a recruiter address learns of it through the API only.
 */
export async function notifyCompany(
  context: ActivityContext,
  ref: IntroductionRef,
  startedAtMs = Date.now(),
): Promise<void> {
  const nowMs = caseClock(startedAtMs);
  const prepared = await withIntroduction(context.orm, ref.introductionId, nowMs, async ({ row, file }, em) => {
    const step = nextIntroductionStep(file, nowMs);
    if (step.kind !== 'tell_company' && step.kind !== 'remind_company' && step.kind !== 'ask_employment') return null;
    const company = await em.findOneOrFail(Company, { id: row.companyId });
    const position = await em.findOneOrFail(Position, { id: row.positionId });
    return { step, request: buildRequest(row, company, position, step, nowMs, context.publicUrl) };
  });
  if (prepared === null) return;
  const { step, request } = prepared;
  const result = request && (await callService(context.mail, '/messages', request, messageResult));
  const messageId = result?.status === 'sent' ? result.id : null;
  const at = new Date(nowMs);
  await recordIntroduction(context, { ...ref, asOfMs: nowMs }, () => {
    if (step.kind === 'tell_company') {
      return { kind: 'company.told', at, data: { messageId }, dedupeKey: 'company.told' };
    }
    if (step.kind === 'ask_employment') {
      return { kind: 'employment.asked', at, data: { messageId }, dedupeKey: 'employment.asked' };
    }
    return {
      kind: 'company.reminded',
      at,
      data: { afterDays: step.afterDays, messageId },
      dedupeKey: toMailKey(ref.introductionId, step, nowMs),
    };
  });
}

type NotifyStep =
  | { readonly kind: 'tell_company' | 'ask_employment' }
  | { readonly kind: 'remind_company'; readonly afterDays: number };

/** A report restarts the reminders, so the date separates one series from the next. */
const toMailKey = (id: string, step: NotifyStep, nowMs: number) =>
  step.kind === 'remind_company'
    ? `introduction:${id}:follow_up:${step.afterDays}:${toTokyoDate(nowMs)}`
    : `introduction:${id}:${step.kind === 'tell_company' ? 'notice' : 'employment'}`;

const mailKinds = {
  tell_company: 'introduction_notice',
  remind_company: 'introduction_follow_up',
  ask_employment: 'employment_question',
} as const;

function buildRequest(
  { id }: Introduction,
  company: Company,
  position: Position,
  step: NotifyStep,
  nowMs: number,
  publicUrl: string,
): MessageRequest | null {
  const settings = companySettings.parse(company.settings);
  if (!settings.recruiterEmail) return null;
  return {
    key: toMailKey(id, step, nowMs),
    company: company.id,
    kind: mailKinds[step.kind],
    provider: settings.mailProvider,
    to: { email: settings.recruiterEmail },
    locale: settings.locale,
    sender: settings.sender,
    basis: null,
    date: toTokyoDate(nowMs),
    variables: {
      jobNames: [],
      stage: 'other',
      pageUrl: publicUrl,
      unsubscribeUrl: '',
      positions: [],
      introduction: { company: company.name, position: position.title, positionUrl: position.url ?? null },
    },
    rejectionIds: [],
  };
}
