import type { Fact, NoResultReason, SilentReason, StageKind } from '@goen/contracts/workflow';
import { parseInstantMs } from './calendar.ts';
import { findLastSeq, selectFacts } from './facts.ts';
import { wasSilencedByOffer } from './offers.ts';

export type Rejection = {
  readonly id: string;
  readonly seq: number;
  readonly rejectedAtMs: number;
  readonly acceptedAtMs: number;
  /** Null when the report does not say when the person applied. */
  readonly appliedAtMs: number | null;
  readonly stage: StageKind;
  /** Why the candidate is not mailed about it; null when they are. */
  readonly silent: SilentReason | null;
  /** Why it gets no result mail by itself, though the candidate may be mailed; null when it gets one. */
  readonly noResult: NoResultReason | null;
};

/** Both lists are sorted by `seq`. Rejections from before an erasure are in neither. */
export type Rejections = {
  readonly live: readonly Rejection[];
  readonly cancelled: readonly Rejection[];
};

const toSecond = (ms: number): number => Math.floor(ms / 1_000);

/**
 * Whether an un-rejection cancels a rejection of its application: some ATSs report whole seconds, so within the same
 * second the one received later counts.
 */
export const cancels = (unrejectedAtMs: number, rejectedAtMs: number, isReceivedLater: boolean): boolean => {
  const [unrejected, rejected] = [toSecond(unrejectedAtMs), toSecond(rejectedAtMs)];
  return unrejected === rejected ? isReceivedLater : unrejected > rejected;
};

/**
 * Splits the reported rejections into live and cancelled. An un-rejection cancels the older rejections of its
 * application: both times are the ATS's own, so hooks that arrive out of order give the same result.
 */
export const readRejections = (facts: readonly Fact[]): Rejections => {
  const unrejections = selectFacts(facts, 'application.unrejected').map(({ data, seq }) => ({
    ...data,
    seq,
    unrejectedAtMs: parseInstantMs(data.at),
    earliestAtMs: parseInstantMs(data.earliestAt ?? data.at),
  }));
  const erasedSeq = findLastSeq(facts, 'erasure.done');
  const live: Rejection[] = [];
  const cancelled: Rejection[] = [];
  for (const { seq, data } of selectFacts(facts, 'rejection.reported')) {
    if (seq < erasedSeq) continue;
    const rejectedAtMs = parseInstantMs(data.rejectedAt);
    const isCancelled = unrejections.some(
      (unrejection) =>
        unrejection.sourceKey === data.sourceKey &&
        unrejection.remoteId === data.remoteId &&
        (seq < unrejection.seq
          ? cancels(unrejection.unrejectedAtMs, rejectedAtMs, true)
          : cancels(unrejection.earliestAtMs, rejectedAtMs, false)),
    );
    const reported = { id: data.rejectionId, seq, acceptedAtMs: parseInstantMs(data.acceptedAt) };
    (isCancelled ? cancelled : live).push({
      ...reported,
      rejectedAtMs,
      appliedAtMs: data.appliedAt === undefined ? null : parseInstantMs(data.appliedAt),
      stage: data.stage,
      silent: data.silent ?? (wasSilencedByOffer(facts, reported) ? 'holds_offer' : null),
      noResult: data.noResult ?? null,
    });
  }
  return { live, cancelled };
};

/** The rejection with the latest date: follow-ups count from it. */
export const findLatestRejection = (rejections: readonly Rejection[]): Rejection | undefined =>
  rejections.reduce<Rejection | undefined>(
    (latest, rejection) => (latest && latest.rejectedAtMs > rejection.rejectedAtMs ? latest : rejection),
    undefined,
  );

/**
 * Whether the application that was rejected last was un-rejected while an older rejection stands: the person is in
 * selection again. A member's word about a registration is no application, and taking it back is no un-rejection.
 */
export const isLatestUnrejected = (facts: readonly Fact[], { live, cancelled }: Rejections): boolean => {
  const words = selectFacts(facts, 'registration.received').map(({ data }) => data.registrationId);
  const wordIds = selectFacts(facts, 'rejection.reported')
    .filter(({ data }) => words.includes(data.remoteId))
    .map(({ data }) => data.rejectionId);
  const unrejected = cancelled.filter(({ id }) => !wordIds.includes(id));
  const latest = findLatestRejection([...live, ...unrejected]);
  return live.length > 0 && latest !== undefined && unrejected.includes(latest);
};

const stageRanks: Readonly<Record<StageKind, number>> = { other: 0, documents: 1, interview: 2, final: 3 };

/** A candidate interviewed for one job is thanked for the interview, even if another job rejected their documents. */
export const findFurthestStage = (rejections: readonly Rejection[]): StageKind =>
  rejections.reduce<StageKind>(
    (furthest, { stage }) => (stageRanks[stage] > stageRanks[furthest] ? stage : furthest),
    'other',
  );
