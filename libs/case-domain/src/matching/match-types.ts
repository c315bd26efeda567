import type { ExperienceBand, StageKind, TagId } from '@goen/contracts/workflow';

/** The comparable part of a candidate: nothing that identifies them. Tags in any order; repetition does not count. */
export type MatchProfile = {
  readonly tags: readonly TagId[];
  readonly experience: ExperienceBand | null;
  /** The furthest stage that the candidate reached in a selection. */
  readonly stage: StageKind;
};

/** The comparable part of a position. `regions` holds tags of kind `region`, `required` and `desired` the others. */
export type MatchPosition = {
  readonly required: readonly TagId[];
  readonly desired: readonly TagId[];
  readonly regions: readonly TagId[];
  readonly remote: boolean;
  readonly minYears: number | null;
  readonly maxYears: number | null;
};

export const scorePartNames = [
  'required_skills',
  'desired_skills',
  'job_category',
  'region',
  'orientation',
  'experience',
  'stage',
] as const;
export type ScorePartName = (typeof scorePartNames)[number];

/** A score with its reasons. */
export type MatchScore = {
  /** The sum of weight × value of all parts, or the cap where that is lower: 0 to 1, four decimals. */
  readonly total: number;
  readonly parts: Readonly<Record<ScorePartName, { readonly weight: number; readonly value: number }>>;
  /** Why the score is limited, whatever else fits. */
  readonly cap: 'missing_required' | 'far_away' | null;
  /** Tags of the position that the candidate has. */
  readonly matched: readonly TagId[];
  /** Required tags that the candidate lacks. */
  readonly missing: readonly TagId[];
};
