/** In place of `@temporalio/activity`: the activity was scheduled when the test says, and its heartbeats go nowhere. */
export const activityAt = (clock: { scheduledMs: number }) => ({
  activityInfo: () => ({ currentAttemptScheduledTimestampMs: clock.scheduledMs }),
  heartbeat: () => {},
});
