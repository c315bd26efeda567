import type { RetentionActivities } from '@goen/maintenance';
import type { ActivityContext } from '../activity-context.ts';
import { withHeartbeat } from '../with-heartbeat.ts';
import { purgeExpired } from './purge-expired.ts';

/** On the `cases` queue. */
export const maintenanceActivities = (context: ActivityContext) =>
  ({ purgeExpired: () => withHeartbeat(() => purgeExpired(context)) }) satisfies RetentionActivities;
