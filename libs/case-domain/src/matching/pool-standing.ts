import { type Fact, type ProfileState, type StageKind } from '@goen/contracts/workflow';
import { instantMs, tokyoDate } from '../calendar.ts';
import { factsOf, inOrder } from '../facts.ts';
import { standingReferrals } from '../person-referrals.ts';
import { furthestStage } from '../rejections.ts';
import { standingOf } from '../standing.ts';

/** What the facts of all of a candidate's cases at one company say about their place in the pool. */
export type PoolStanding =
  | { readonly state: Extract<ProfileState, 'closed'> }
  | {
      readonly state: Exclude<ProfileState, 'closed'>;
      /** `YYYY-MM-DD` in Tokyo; from that day on the candidate may be matched again. */
      readonly pausedUntil: string | null;
      /** The case whose referral stands. */
      readonly caseId: string;
      readonly stage: StageKind;
      readonly waitingSinceMs: number;
      readonly consentExpiresAtMs: number;
    };

const closed: PoolStanding = { state: 'closed' };

/**
 * In the pool is who was referred, and only while the consent to the relay stands: not withdrawn, not lapsed. Nobody is
 * in it who can't be asked (the address is dead, or the person wants no such mail), who was hired, whose rejections were
 * all taken back, or who wants their data erased. `facts`: of every case of theirs.
 */
export function poolStandingOf(facts: readonly Fact[], nowMs: number): PoolStanding {
  const ordered = inOrder(facts);
  const { addressUnusable, erasurePending, hired, live, relay, unsubscribed } = standingOf(ordered, nowMs);
  const [referral] = standingReferrals(ordered);
  const mayNot = erasurePending || hired || addressUnusable || unsubscribed || live.length === 0;
  if (mayNot || referral === undefined || relay.state !== 'granted' || relay.lapsesAtMs === null) return closed;
  const pausedUntil = latestPause(ordered);
  const isPaused = pausedUntil !== null && tokyoDate(nowMs) < pausedUntil;
  return {
    state: isPaused ? 'paused' : 'open',
    pausedUntil: isPaused ? pausedUntil : null,
    caseId: referral.caseId,
    stage: furthestStage(live),
    // Who withdrew and came back waits from then on.
    waitingSinceMs: Math.max(instantMs(referral.at), relay.sinceMs ?? 0),
    consentExpiresAtMs: relay.lapsesAtMs,
  };
}

/** A pause is of a case; a person who pauses one of them wants to hear nothing for that long. */
function latestPause(facts: readonly Fact[]): string | null {
  const last = factsOf(facts, 'case.paused', 'case.resumed').at(-1);
  return last?.kind === 'case.paused' ? last.data.until : null;
}
