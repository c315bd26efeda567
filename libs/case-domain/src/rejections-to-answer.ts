import { selectFacts } from './facts.ts';
import { isAnswered } from './mail-facts.ts';
import type { Rejection } from './rejections.ts';
import type { Situation } from './situation.ts';
import { findHeldUntilMs } from './suspensions.ts';

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Whether an unanswered rejection gets no result by itself: it was reported too late, or a suspension of the company held
 * it back for too long, or its date is unknown.
 */
export const isLate = (
  { noResult, rejectedAtMs, acceptedAtMs }: Rejection,
  { settings, pastSuspensions }: Pick<Situation, 'settings' | 'pastSuspensions'>,
): boolean =>
  noResult !== null ||
  findHeldUntilMs(acceptedAtMs, pastSuspensions) - rejectedAtMs > settings.maxReportAgeDays * dayMs;

/** When a member asked that the late rejection is mailed; null when nobody did. */
export const findResultRequestedAt = ({ facts }: Pick<Situation, 'facts'>, rejectionId: string): string | null =>
  selectFacts(facts, 'result.requested').findLast(({ data }) => data.rejectionIds.includes(rejectionId))?.data.at ??
  null;

/** Live rejections that still need a result mail: late ones only when a member asked for it. */
export const findRejectionsToAnswer = (situation: Situation): readonly Rejection[] => {
  const { facts, summary } = situation;
  return summary.live.filter(
    (rejection) =>
      rejection.silent === null &&
      (!isLate(rejection, situation) || findResultRequestedAt(situation, rejection.id) !== null) &&
      !isAnswered(facts, rejection.id),
  );
};
