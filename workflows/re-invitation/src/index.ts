export { describeSleep } from '@goen/workflow-kit';
export type { ReInvitationActivities, ReInvitationDecision, ReInvitationMailActivities } from './activities.ts';
export * from './messages.ts';
