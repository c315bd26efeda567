import { type Fact, type SilentReason, type StageKind } from '@goen/contracts/workflow';
import { instantMs } from './calendar.ts';
import { factsOf, lastSeq } from './facts.ts';

export type Rejection = {
  readonly id: string;
  readonly seq: number;
  readonly rejectedAtMs: number;
  readonly acceptedAtMs: number;
  readonly stage: StageKind;
  readonly silent: SilentReason | null;
};

export type Rejections = {
  /** In order. What was reported before an erasure was done is in neither. */
  readonly live: readonly Rejection[];
  readonly cancelled: readonly Rejection[];
};

/**
 * An un-rejection cancels every rejection of its application that is older. Both times are the ATS's own, so they
 * compare, and hooks that arrive in the wrong order come to the same.
 */
export const rejectionsOf = (facts: readonly Fact[]): Rejections => {
  const undone = factsOf(facts, 'application.unrejected').map(({ data, seq }) => ({
    ...data,
    seq,
    atMs: instantMs(data.at),
  }));
  const erasedSeq = lastSeq(facts, 'erasure.done');
  const live: Rejection[] = [];
  const cancelled: Rejection[] = [];
  for (const { seq, data } of factsOf(facts, 'rejection.reported')) {
    if (seq < erasedSeq) continue;
    const rejectedAtMs = instantMs(data.rejectedAt);
    const isCancelled = undone.some(
      (un) =>
        un.sourceKey === data.sourceKey &&
        un.remoteId === data.remoteId &&
        // Some ATSs tell whole seconds only: in the same one, what was told later counts.
        (rejectedAtMs < un.atMs || (rejectedAtMs === un.atMs && seq < un.seq)),
    );
    (isCancelled ? cancelled : live).push({
      id: data.rejectionId,
      seq,
      rejectedAtMs,
      acceptedAtMs: instantMs(data.acceptedAt),
      stage: data.stage,
      silent: data.silent,
    });
  }
  return { live, cancelled };
};

/** The rejection whose date the follow-ups count from. */
export const latestOf = (rejections: readonly Rejection[]): Rejection | undefined =>
  rejections.reduce<Rejection | undefined>(
    (latest, next) => (latest && latest.rejectedAtMs > next.rejectedAtMs ? latest : next),
    undefined,
  );

const reach: Readonly<Record<StageKind, number>> = { other: 0, documents: 1, interview: 2, final: 3 };

/** Who came to an interview for one job is thanked for coming, also when papers alone went to another. */
export const furthestStage = (rejections: readonly Rejection[]): StageKind =>
  rejections.reduce<StageKind>((best, { stage }) => (reach[stage] > reach[best] ? stage : best), 'other');
