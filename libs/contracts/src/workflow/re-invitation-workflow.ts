/** The names by which gateway, worker and Temporal refer to the workflow of a re-invitation. */
export const reInvitationType = 'reInvitation';

/** Stays backward compatible: a sleeping re-invitation wakes on new code with this. No personal data. */
export type ReInvitationInput = {
  readonly reInvitationId: string;
  readonly companyId: string;
  /** When to load the facts, in ms since the epoch. Not in the future: at once. */
  readonly wakeAtMs: number;
  /** What the re-invitation waits for, shown in Temporal's UI only. */
  readonly next?: string;
};
