export { type PollActivities, type PollOutcome, vendorFailureType } from './activities.ts';
