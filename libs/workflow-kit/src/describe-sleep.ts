/** Describes a sleeping workflow in Temporal's UI. `next` is what it does when it wakes, without personal data. */
export const describeSleep = (untilMs: number, next: string): string =>
  `Sleeps until ${new Date(untilMs).toISOString()}, then: ${next}.`;
