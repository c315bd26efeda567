import type { CaseMailKind } from '@goen/contracts/workflow';
import { isProtectedAfterHire } from './hire-protection.ts';
import { computeJitter, pickInstantMs } from './jitter.ts';
import { findLastLimitedDate, findNextMailNumber, isMailSettled } from './mail-facts.ts';
import { findRegulatedWindow, findSendMs, recheckAfterMs } from './mail-timing.ts';
import { hadBasisAt, hasBasis } from './regulated-mail-conditions.ts';
import { findFurthestStage, type Rejection } from './rejections.ts';
import type { PendingMail, PendingStep, Situation } from './situation.ts';

export type RegulatedKind = Extract<
  CaseMailKind,
  'relay_invitation' | 'relay_reminder' | 'first_follow_up' | 'second_follow_up'
>;

/**
 * Plans a regulated mail for a date; null when it is dropped because it had no legal basis, or a hire through an
 * introduction protects the person on that date. `rejections`: those that the mail may name. `latest`: the rejection that its date counts from.
 */
export const planRegulatedMail = (
  situation: Situation,
  kind: RegulatedKind,
  date: string,
  rejections: readonly Rejection[],
  latest: Rejection,
): PendingStep | PendingMail | null => {
  const { caseId, facts, nowMs } = situation;
  const window = findRegulatedWindow(situation, date, findLastLimitedDate(facts, kind, latest.id));
  if (window === null) return { atMs: nowMs + recheckAfterMs, next: kind, step: null };
  const dueMs = pickInstantMs(window, computeJitter(caseId, kind));
  if (dueMs <= nowMs && !hadBasisAt(situation, dueMs)) return null;
  // Later than it was due, such as after a pause, it may be allowed again; it is dropped all the same.
  if (isProtectedAfterHire(situation.joinedOn, dueMs)) return null;
  // Not planned without a basis, but until its day the person may still consent.
  if (!hasBasis(situation)) return { atMs: dueMs, next: 'consent', step: null };
  // An earlier rejection of the case may have had this mail already: it is not named again.
  const namedRejections = rejections.filter(({ id }) => !isMailSettled(facts, kind, id));
  return {
    atMs: findSendMs(situation, dueMs, kind) ?? nowMs + recheckAfterMs,
    next: kind,
    dueMs,
    undoUntilMs: null,
    step: {
      kind: 'mail',
      mail: kind,
      n: findNextMailNumber(facts),
      rejectionIds: namedRejections.map(({ id }) => id),
      stage: findFurthestStage(namedRejections),
    },
  };
};
