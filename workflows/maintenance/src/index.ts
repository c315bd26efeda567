export type { RetentionActivities } from './activities.ts';
