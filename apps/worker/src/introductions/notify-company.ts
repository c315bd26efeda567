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
 * Notifies the receiving company's recruiters of an introduction, or reminds them to report its progress. The mail has no
 * personal data. A company without a recruiter address learns of it through the API only.
 */
export async function notifyCompany(
  context: ActivityContext,
  ref: IntroductionRef,
  startedAtMs = Date.now(),
): Promise<void> {
  const nowMs = caseClock(startedAtMs);
  const prepared = await withIntroduction(context.orm, ref.introductionId, nowMs, async ({ row, file }, em) => {
    const step = nextIntroductionStep(file, nowMs);
    if (step.kind !== 'tell_company' && step.kind !== 'remind_company') return null;
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
    return {
      kind: 'company.reminded',
      at,
      data: { afterDays: step.afterDays, messageId },
      dedupeKey: toMailKey(ref.introductionId, step, nowMs),
    };
  });
}

type NotifyStep = { readonly kind: 'tell_company' } | { readonly kind: 'remind_company'; readonly afterDays: number };

/** A report restarts the reminders, so the date separates one series from the next. */
const toMailKey = (id: string, step: NotifyStep, nowMs: number) =>
  step.kind === 'tell_company'
    ? `introduction:${id}:notice`
    : `introduction:${id}:follow_up:${step.afterDays}:${toTokyoDate(nowMs)}`;

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
    kind: step.kind === 'tell_company' ? 'introduction_notice' : 'introduction_follow_up',
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
