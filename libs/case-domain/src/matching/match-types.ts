import { type ExperienceBand, type StageKind, type TagId } from '@goen/contracts/workflow';

/** What is compared of a candidate: nothing that tells who it is. Tags are ids, in any order, repeated or not. */
export type MatchProfile = {
  readonly tags: readonly TagId[];
  readonly experience: ExperienceBand | null;
  /** The furthest that the candidate came in a selection. */
  readonly stage: StageKind;
};

/** What is compared of a position. `regions` are ids of regions, the others of any other kind. */
export type MatchPosition = {
  readonly required: readonly TagId[];
  readonly desired: readonly TagId[];
  readonly regions: readonly TagId[];
  readonly remote: boolean;
  readonly minYears: number | null;
  readonly maxYears: number | null;
};

export const partNames = [
  'required_skills',
  'desired_skills',
  'job_category',
  'region',
  'orientation',
  'experience',
  'stage',
] as const;
export type PartName = (typeof partNames)[number];

/** A score with its reasons: total = Σ weight × value, or the cap where that is less. */
export type MatchScore = {
  /** 0 to 1, four decimals. */
  readonly total: number;
  readonly parts: Readonly<Record<PartName, { readonly weight: number; readonly value: number }>>;
  /** Why the score may not be higher, whatever else fits. */
  readonly cap: 'missing_required' | 'far_away' | null;
  /** Tags of the position that the candidate has, and required ones that they lack. */
  readonly matched: readonly TagId[];
  readonly missing: readonly TagId[];
};
