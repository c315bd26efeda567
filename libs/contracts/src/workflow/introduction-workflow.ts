/** The names by which gateway, worker and Temporal refer to the workflow of an introduction. */
export const introductionType = 'introduction';

/** Stays backward compatible: a sleeping introduction wakes on new code with this. No personal data. */
export type IntroductionInput = {
  readonly introductionId: string;
  /** When to load the facts, in ms since the epoch. Not in the future: at once. */
  readonly wakeAtMs: number;
  /** What the introduction waits for, shown in Temporal's UI only. */
  readonly next?: string;
};

/** One round of the relay: an hourly Schedule, and its workflow. */
export const relayRoundType = 'relayRound';
export const relayRoundId = 'relay-round';
