export { findInterestDueDate } from './after-interest.ts';
export {
  compareWithPosition,
  listNeighbouringRegions,
} from './compare-with-position.ts';
export { findReInvitationBlocks, type ReInvitationPerson, readOpeningsAnswer } from './find-blocks.ts';
export { nextReInvitationStep } from './next-re-invitation-step.ts';
export type { ReInvitationFile } from './plan-mail.ts';
export {
  findLastFact,
  findNextReInvitationMail,
  readReInvitationApproval,
  readReInvitationState,
} from './re-invitation-facts.ts';
export type { ReInvitationStep } from './re-invitation-step.ts';
export { classifyReason } from './reason-class.ts';
