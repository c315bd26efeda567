export { describeSleep } from '@goen/workflow-kit';
export type {
  IntroductionActivities,
  IntroductionDecision,
  IntroductionMailActivities,
  RelayRoundActivities,
} from './activities.ts';
export * from './messages.ts';
