import type { Fact, ProfileState, StageKind } from '@goen/contracts/workflow';
import { parseInstantMs, toTokyoDate } from '../calendar.ts';
import { summariseFacts } from '../fact-summary.ts';
import { selectFacts, sortFacts } from '../facts.ts';
import { findCountedReferrals } from '../person-referrals.ts';
import { findLatestRejection } from '../rejections.ts';

/** A candidate's place in the relay pool. */
export type PoolStatus =
  | { readonly state: Extract<ProfileState, 'closed'> }
  | {
      readonly state: Exclude<ProfileState, 'closed'>;
      /** `YYYY-MM-DD` in Tokyo: from that date on the candidate may be matched again. */
      readonly pausedUntil: string | null;
      /** The case with the counted referral. */
      readonly caseId: string;
      readonly stage: StageKind;
      readonly waitingSinceMs: number;
      readonly consentExpiresAtMs: number;
    };

const closedStatus: PoolStatus = { state: 'closed' };

/**
 * A referred candidate is in the pool while their relay consent is valid. They leave it when they are hired,
 * unsubscribe, cannot be reached, ask for erasure, or have no live rejection left. `facts`: of all their cases.
 */
export function readPoolStatus(facts: readonly Fact[], nowMs: number): PoolStatus {
  const sorted = sortFacts(facts);
  const { addressUnusable, erasurePending, hired, live, relay, stopped } = summariseFacts(sorted, nowMs);
  const [referral] = findCountedReferrals(sorted);
  const isExcluded = erasurePending || hired || addressUnusable || stopped.introductions || live.length === 0;
  if (isExcluded || referral === undefined || relay.state !== 'granted' || relay.expiresAtMs === null) {
    return closedStatus;
  }
  const pausedUntil = findLatestPause(sorted);
  const isPaused = pausedUntil !== null && toTokyoDate(nowMs) < pausedUntil;
  return {
    state: isPaused ? 'paused' : 'open',
    pausedUntil: isPaused ? pausedUntil : null,
    caseId: referral.caseId,
    stage: findLatestRejection(live)?.stage ?? 'other',
    // After a withdrawal the wait starts again with the new consent.
    waitingSinceMs: Math.max(parseInstantMs(referral.at), relay.grantedSinceMs ?? 0),
    consentExpiresAtMs: relay.expiresAtMs,
  };
}

/** A pause belongs to one case, but a person who pauses any of their cases wants no mail at all. */
function findLatestPause(facts: readonly Fact[]): string | null {
  const last = selectFacts(facts, 'case.paused', 'case.resumed').at(-1);
  return last?.kind === 'case.paused' ? last.data.until : null;
}
