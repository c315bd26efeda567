import { isInSendingWindow, nextIntroductionStep, toTokyoDate } from '@goen/case-domain';
import { type Introduction, withCompany } from '@goen/case-store';
import { deriveLinkToken, findRelayConsentProof, formatFullName, loadCase, saveLink } from '@goen/cases';
import { companySettings, type MessageRequest, messageResult } from '@goen/contracts/internal';
import type { IntroductionRef } from '@goen/introduction';
import { findIntroducedCandidate, withIntroduction } from '@goen/relay';
import type { ActivityContext } from '../activity-context.ts';
import { caseClock } from '../case-clock.ts';
import { callService } from '../services/call-service.ts';
import { recordIntroduction } from './record-introduction.ts';

type AskStep = { readonly kind: 'ask' | 'remind'; readonly n: number };

/**
 * Asks the candidate about this one company, in the name of the company that they know, or reminds them once. The
 * sending window and the facts are checked again just before sending.
 */
export async function askCandidate(
  context: ActivityContext,
  ref: IntroductionRef,
  startedAtMs = Date.now(),
): Promise<void> {
  const nowMs = caseClock(startedAtMs);
  const asked = await withIntroduction(context.orm, ref.introductionId, nowMs, ({ row, file }) => {
    const step = nextIntroductionStep(file, nowMs);
    const isAsk = step.kind === 'ask' || step.kind === 'remind';
    return Promise.resolve(isAsk && isInSendingWindow(nowMs, file.hours) ? { row, step } : null);
  });
  // The sending window has ended, or the facts changed: the workflow decides again.
  if (asked === null) return;
  const { row, step } = asked;
  const request = await buildRequest(context, row, step, nowMs);
  const result = request && (await callService(context.mail, '/messages', request, messageResult));
  const at = new Date(nowMs);
  await recordIntroduction(context, { ...ref, asOfMs: nowMs }, () => {
    const messageId = result?.status === 'sent' ? result.id : null;
    if (step.kind === 'remind' && result?.status === 'skipped' && result.reason === 'daily_limit') {
      const kind = 'candidate.not_reminded';
      return { kind, at, data: { n: step.n, date: result.date }, dedupeKey: `${kind}:${step.n}` };
    }
    if (step.kind === 'remind') {
      return { kind: 'candidate.reminded', at, data: { messageId }, dedupeKey: 'candidate.reminded' };
    }
    if (messageId !== null) return { kind: 'candidate.asked', at, data: { messageId }, dedupeKey: 'candidate.asked' };
    const reason = result?.status === 'skipped' ? result.reason : 'no_address';
    const data = { n: step.n, reason, date: result?.date ?? toTokyoDate(nowMs) };
    return { kind: 'candidate.not_asked', at, data, dedupeKey: `candidate.not_asked:${step.n}` };
  });
}

/** A skipped mail needs another key, because mail-service returns the first result of a known one. */
const toMailName = ({ kind, n }: AskStep): string => {
  if (kind === 'ask') return `ask:${n}`;
  return n === 1 ? 'reminder' : `reminder:${n}`;
};

async function buildRequest(
  { orm, publicUrl, linkSecret }: ActivityContext,
  row: Introduction,
  step: AskStep,
  nowMs: number,
): Promise<MessageRequest | null> {
  const name = toMailName(step);
  const token = deriveLinkToken(linkSecret, `introduction:${row.id}:${name}`, 0);
  return withCompany(orm, row.referrerId, async (em) => {
    const loaded = await loadCase(em, row.caseId);
    const candidate = await findIntroducedCandidate(em, row);
    if (loaded === null || !candidate.email) return null;
    const settings = companySettings.parse(loaded.company.settings);
    await saveLink(em, loaded.row, 0, token);
    return {
      key: `introduction:${row.id}:${name}`,
      company: row.referrerId,
      kind: step.kind === 'ask' ? 'introduction_request' : 'introduction_reminder',
      provider: settings.mailProvider,
      to: { email: candidate.email, familyName: candidate.familyName ?? null, fullName: formatFullName(candidate) },
      locale: candidate.locale ?? settings.locale,
      sender: settings.sender,
      // 特定電子メール法 Art. 3(1) no. 1: the relay consent covers these questions.
      basis: findRelayConsentProof(loaded.file),
      date: toTokyoDate(nowMs),
      variables: {
        jobNames: [],
        stage: loaded.row.stage,
        pageUrl: `${publicUrl}/c/${token}`,
        unsubscribeUrl: `${publicUrl}/u/${token}`,
        positions: [],
        introduction: { company: row.about.company, position: row.about.position, positionUrl: row.about.url },
      },
      rejectionIds: [],
    };
  });
}
