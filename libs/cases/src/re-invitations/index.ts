export { loadInvitationPersons } from './invitation-persons.ts';
export { type LoadedReInvitation, loadReInvitation, lockReInvitation } from './load-re-invitation.ts';
export {
  buildReInvitationRequest,
  parseReInvitationMailKey,
  toReInvitationMailKey,
} from './re-invitation-request.ts';
export {
  type NewReInvitationFact,
  toReInvitationFact,
  wakeReInvitation,
} from './re-invitations.ts';
export { recordReInvitation } from './record-re-invitation.ts';
export { findLaterApplication } from './record-reapplication.ts';
export { refreshReInvitation } from './refresh-re-invitation.ts';
