export type { CandidateCaseActivities, Decision, MailActivities } from './activities.ts';
export * from './messages.ts';
export { describeCaseSleep } from './visibility.ts';
