/** Replaces `@temporalio/activity`: the test sets when the activity was scheduled, and heartbeats are ignored. */
export const activityAt = (clock: { scheduledMs: number }) => ({
  activityInfo: () => ({ currentAttemptScheduledTimestampMs: clock.scheduledMs }),
  heartbeat: () => {},
});
