import { type CaseMailKind, type Fact, isResultMail } from '@goen/contracts/workflow';
import { parseInstantMs } from './calendar.ts';
import { selectFacts } from './facts.ts';
import { findEarliestSendMs, findSendMs, recheckAfterMs } from './mail-timing.ts';
import type { PendingMail, Situation } from './situation.ts';
import type { MailStep } from './steps.ts';

/** Their dates say until when a person's details are kept. */
const fixedKinds: readonly CaseMailKind[] = ['keeping_notice', 'erasure_notice'];

export const canReschedule = (kind: CaseMailKind): boolean => !fixedKinds.includes(kind);

type MailContent = Pick<MailStep, 'mail' | 'rejectionIds'>;

/** When a member wants the mail to leave; null: as the rules say. It applies whatever rejections are added. */
export const findWantedMs = (facts: readonly Fact[], { mail, rejectionIds }: MailContent): number | null => {
  const wanted = selectFacts(facts, 'mail.rescheduled').findLast(
    ({ data }) =>
      (data.mail === mail || (isResultMail(data.mail) && isResultMail(mail))) &&
      data.rejectionIds.some((id) => rejectionIds.includes(id)),
  );
  return wanted ? parseInstantMs(wanted.data.sendAt) : null;
};

/**
 * Moves a mail to when a member wants it, always inside a sending window. A result may leave sooner than its delay and
 * undo window; every other mail only later than the rules allow it.
 */
export const applyRescheduling = (situation: Situation, pending: PendingMail): PendingMail => {
  const { caseId, facts, nowMs, settings } = situation;
  const { next, step, dueMs, undoUntilMs } = pending;
  const wantedMs = canReschedule(step.mail) ? findWantedMs(facts, step) : null;
  if (wantedMs === null) return pending;
  const fromMs = isResultMail(step.mail) ? wantedMs : Math.max(dueMs, wantedMs);
  const movedMs = findEarliestSendMs(fromMs, settings.hours, caseId, next);
  if (movedMs === null) return pending;
  return {
    ...pending,
    dueMs: movedMs,
    atMs: findSendMs(situation, movedMs, next) ?? nowMs + recheckAfterMs,
    undoUntilMs: undoUntilMs === null ? null : movedMs,
  };
};
