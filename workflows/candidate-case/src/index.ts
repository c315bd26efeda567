export type { CandidateCaseActivities, Decision, MailActivities, MailOutcome } from './activities.ts';
export * from './messages.ts';
export { wordsFor } from './visibility.ts';
