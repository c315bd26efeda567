export { apiKeyHash, type FoundApiKey, findApiKey, isTestApiKey, isWellFormedKey, newApiKey } from './api-keys.ts';
export {
  fillSearchColumns,
  noSearchColumns,
  toSearchColumns,
  toSearchGrams,
} from './candidate-search.ts';
export { findAddressStates, findCandidate, findCurrentCase, findMergedCandidates } from './candidates.ts';
export { changesChannel, noteChange, noteOwnChange } from './changes.ts';
export { openConnection, openSecrets, recordRun, sealSecrets, wakeConnection } from './connections.ts';
export { MailEdit, MailPause } from './entities/approval.ts';
export { type AuditData, AuditEvent, AuditHead } from './entities/audit-event.ts';
export {
  Application,
  Candidate,
  CandidateAddress,
  CandidateAlias,
  CandidateTag,
  type JsonObject,
} from './entities/candidate.ts';
export { CandidateLink } from './entities/candidate-link.ts';
export {
  CandidateCorrection,
  CandidateNote,
  CorrectionRequest,
  ErasureCertificate,
  SavedSearch,
} from './entities/candidate-record.ts';
export { FactRow, FollowUpCase, Rejection, toFact, UnRejection } from './entities/case.ts';
export {
  ApiKey,
  type ApiScope,
  apiScopes,
  Company,
  OperatorLicence,
  Position,
  PositionConditions,
  type PositionTag,
} from './entities/company.ts';
export { Complaint } from './entities/complaint.ts';
export { Connection } from './entities/connection.ts';
export { ExperienceAnswer } from './entities/experience-answer.ts';
export { FeedbackRequest } from './entities/feedback-request.ts';
export { FileImport, FileImportChunk, FileImportRow, type StoredStatus } from './entities/file-import.ts';
export { HookDelivery } from './entities/hook-delivery.ts';
export { IdempotencyKey } from './entities/idempotency-key.ts';
export {
  type AskedAbout,
  type HandedOver,
  Introduction,
  IntroductionFactRow,
  ProvisionRecord,
} from './entities/introduction.ts';
export { Member, type MemberRole, memberRoles, OperatorStaff } from './entities/member.ts';
export { MemberNotification, type NewsTopic, newsTopics } from './entities/member-notification.ts';
export { MergedId } from './entities/merged-id.ts';
export { Offer } from './entities/offer.ts';
export { OutboxRow } from './entities/outbox.ts';
export { PersonalNote } from './entities/personal-note.ts';
export { PoolProfile } from './entities/pool-profile.ts';
export {
  type InterestOwner,
  InvitationWording,
  type InvitedAbout,
  ReInvitation,
  ReInvitationFactRow,
  Revisit,
} from './entities/re-invitation.ts';
export { Registration, RegistrationLink } from './entities/registration.ts';
export { EnteredApplications } from './entities/report.ts';
export { RetentionRun, RetentionSetting } from './entities/retention.ts';
export { SharedAddress } from './entities/shared-address.ts';
export { TagOverrule } from './entities/tag-overrule.ts';
export { WebhookDelivery, WebhookEndpoint, WebhookEvent } from './entities/webhook.ts';
export { fillReasonClasses } from './fill-reason-classes.ts';
export { findLicence } from './find-licence.ts';
export { findPersonHashes } from './find-person-hashes.ts';
export { migrateCases } from './migrate-cases.ts';
export { isNoSandbox } from './sandbox.ts';
export { connectionSealedColumns, webhookSealedColumns } from './sealed-columns.ts';
export {
  type Database,
  type Em,
  openCaseStore,
  openConsole,
  openLedgers,
  withCompany,
  withDeliveries,
  withHookConnection,
  withIntake,
  withInterruptedHooks,
  withOutbox,
  withPool,
  withRelay,
  withRequestTransaction,
  withSecret,
} from './sessions.ts';
export { caseStoreSpec } from './store.ts';
export { wakeImport } from './wake-import.ts';
