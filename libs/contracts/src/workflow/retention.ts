/** The round that deletes what is older than its retention: a daily Schedule, and its workflow. */
export const retentionRoundType = 'retentionRound';
export const retentionRoundId = 'retention';

/** What a round deleted or blanked, by kind of data. Counts only. */
export type RetentionResult = {
  readonly rows: Readonly<Record<string, number>>;
  /** False: more is left, for the next activity of the round. */
  readonly isComplete: boolean;
};
