export { loadActors, type ViewActor } from './actors/load-actors.ts';
export { type AuditFault, checkAuditChain } from './audit/check-audit-chain.ts';
export { toAuditEntry } from './audit/hash-audit-entry.ts';
export { findAuditEvents, viewAuditEvents } from './audit/list-audit-events.ts';
export { type AuditActor, type NewAuditEvent, recordAudit } from './audit/record-audit.ts';
export { type CandidateChange, type Corrected, correctCandidate } from './candidates/correct-candidate.ts';
export { resumeCompany, suspendCompany } from './companies/suspend-company.ts';
export { certifyMailErasure } from './erase/certify-erasure.ts';
export { eraseCandidate } from './erase/erase-candidate.ts';
export { findOrRememberGone } from './erase/find-or-remember-gone.ts';
export { recordEvent } from './events/record-event.ts';
export type { NewFact } from './fact-rows.ts';
export { answerFeedback } from './feedback/answer-feedback.ts';
export { requestFeedback } from './feedback/request-feedback.ts';
export { readImportBytes } from './imports/read-import-bytes.ts';
export {
  computeFingerprint,
  type FileConnection,
  findImport,
  receiveFile,
  receiveTimeoutMs,
} from './imports/receive-file.ts';
export {
  acceptRejections,
  acceptRejectionsWithOutlook,
  type Intake,
  type IntakeContext,
  type UndatedReports,
} from './intake/accept-rejections.ts';
export type { Accepted } from './intake/accept-report.ts';
export type { RequestResult } from './intake/accept-requests.ts';
export { createReportRequests } from './intake/group-requests.ts';
export type { Outlook } from './intake/outlook.ts';
export { type Rehearsed, rehearseRejections } from './intake/rehearse-rejections.ts';
export type { RequestKey, StoredResponse } from './intake/request-key.ts';
export { wakeExpired } from './keeping/wake-expired.ts';
export { type IssuedKey, issueKey, revokeKey, rotateKey } from './keys/manage-keys.ts';
export {
  deriveLinkToken,
  findLink,
  findLinkExpiry,
  type LinkTarget,
  renewedLink,
  saveLink,
  tokenHash,
} from './links/candidate-links.ts';
export { type LoadedCase, loadCase, loadCases } from './load-case.ts';
export { formatFullName, toAddressee } from './mail-request/candidate-name.ts';
export { buildMailRequest, findRelayConsentProof } from './mail-request/mail-request.ts';
export { addMember, changeMember, type MemberChange, removeMember } from './members/change-members.ts';
export { addStaff, removeStaff } from './members/change-staff.ts';
export { findMemberships, findStaff } from './members/find-memberships.ts';
export { memberHash } from './members/member-hash.ts';
export { recordJoined } from './members/record-joined.ts';
export { readReferralFacts } from './merge/duplicate-referrals.ts';
export { mergeAtSource, mergeReported } from './merge/merge-at-source.ts';
export { mergeCandidates } from './merge/merge-candidates.ts';
export { hashNames } from './offers/name-hashes.ts';
export type { OfferNews } from './offers/offer-facts.ts';
export { recordOffersOfFile } from './offers/record-offers.ts';
export { loadPoolStatus, refreshPoolProfile } from './pool/pool-profile.ts';
export { findBestPositions, readPositionTags, toMatchPosition } from './pool/positions.ts';
export { readNextStepAt, refreshProjection } from './projection/refresh-projection.ts';
export {
  buildReInvitationRequest,
  findLaterApplication,
  type LoadedReInvitation,
  loadInvitationPersons,
  loadReInvitation,
  lockReInvitation,
  type NewReInvitationFact,
  parseReInvitationMailKey,
  recordReInvitation,
  refreshReInvitation,
  toReInvitationFact,
  toReInvitationMailKey,
  wakeReInvitation,
} from './re-invitations/index.ts';
export { recordFacts, recordOutcome } from './record-facts.ts';
export { confirmRegistration } from './registration/confirm-registration.ts';
export {
  expireRegistration,
  refuseRegistration,
  withdrawConfirmation,
} from './registration/end-registration.ts';
export { register } from './registration/register.ts';
export { countUse, networkUsesPerHour, releaseUse } from './registration/registration-limits.ts';
export { findOrCreateLink, findRegistrationCompany, rotateLink } from './registration/registration-links.ts';
export {
  isWithinRange,
  readKeepDays,
  readRetentionRuns,
  readRetentionVersions,
  recordRetentionRun,
  setKeepDays,
} from './retention/keep-days.ts';
export { countExpired, type Purged, purgeCompany } from './retention/purge-company.ts';
export { type RetentionKind, retentionRules } from './retention/rules.ts';
export { forgetUnlisted, recordSelection } from './selection/record-selection.ts';
export { undecidedSql } from './selection/undecided.ts';
export { applySettings, type SettingsIssue, toSettingsVersion } from './settings/apply-settings.ts';
export { changeSettings } from './settings/change-settings.ts';
export { nudgeCases, nudgePages, wakeOtherMails } from './settings/nudge-cases.ts';
export { type MailMove, previewSettings } from './settings/preview-settings.ts';
export { decideAddress } from './shared-address/decide-address.ts';
export { findOverruledKeys } from './tag-overrules/find-overruled-keys.ts';
export { type Overruling, overruleTag, revokeOverrule } from './tag-overrules/overrule-tag.ts';
export { enqueueWakeUp, lockCurrentCase, wakeCasesAwaitingOpening } from './wake-case.ts';
