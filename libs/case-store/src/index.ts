export { apiKeyHash, findApiKey, newApiKey } from './api-keys.ts';
export { currentCaseOf, findCandidate, rowsOfPerson } from './candidates.ts';
export { caseUpdateOf, type LoadedCase, loadCase, refreshProjection } from './case-file.ts';
export {
  openConnection,
  openSecrets,
  type RunOutcome,
  recordRun,
  sealSecrets,
  wakeConnection,
} from './connections.ts';
export { emitEvent, emitEvents } from './emit-event.ts';
export { ApprovalReminder, MailEdit } from './entities/approval.ts';
export {
  Application,
  Candidate,
  CandidateAddress,
  CandidateAlias,
  CandidateTag,
  type JsonObject,
} from './entities/candidate.ts';
export { FactRow, FollowUpCase, Rejection, UnRejection } from './entities/case.ts';
export {
  ApiKey,
  type ApiScope,
  apiScopes,
  Company,
  OperatorLicence,
  Position,
  type PositionTag,
} from './entities/company.ts';
export { Connection } from './entities/connection.ts';
export { CandidateLink, IdempotencyKey, OutboxRow } from './entities/delivery.ts';
export { FileImport, FileImportChunk, FileImportRow, type FileLayout } from './entities/file-import.ts';
export { HookDelivery } from './entities/hook-delivery.ts';
export {
  type AskedAbout,
  type HandedOver,
  Introduction,
  IntroductionFactRow,
  ProvisionRecord,
} from './entities/introduction.ts';
export { PoolProfile } from './entities/pool-profile.ts';
export { WebhookDelivery, WebhookEndpoint, WebhookEvent } from './entities/webhook.ts';
export { eraseCandidate } from './erase-candidate.ts';
export { appendFact, type CaseKeys, factOf, type NewFact } from './facts.ts';
export { type FoundCandidate, findCandidatesFor } from './find-candidates.ts';
export { type FoundPosition, findPositionsFor } from './find-positions.ts';
export { type LoadedIntroduction, refreshIntroduction, withIntroduction } from './introduction-file.ts';
export {
  appendIntroductionFact,
  createIntroduction,
  introductionFacts,
  type NewIntroduction,
  type NewIntroductionFact,
  wakeIntroduction,
  wakeIntroductionOfReferrer,
  wakeMatching,
} from './introductions.ts';
export {
  candidateOfIntroduction,
  wakeIntroductionsOf,
  withdrawFromIntroductions,
} from './introductions-of-person.ts';
export { findLink, type LinkTarget, linkToken, saveLink, tokenHash } from './links.ts';
export { fullNameOf, mailRequestOf, relayConsentProof } from './mail-request.ts';
export { mergeCandidates } from './merge-candidates.ts';
export { refreshProfile } from './pool-profiles.ts';
export { bestPositionsFor, matchPositionOf, positionTags } from './positions.ts';
export { queueColumns } from './queue-columns.ts';
export { markDuplicateReferrals, referralFactsOf } from './referrals.ts';
export {
  caseStoreSpec,
  type Database,
  type Em,
  openCaseStore,
  withCompany,
  withDeliveries,
  withHookConnection,
  withHooksLeft,
  withOutbox,
  withPool,
  withRelay,
  withSecret,
} from './store.ts';
export { lockCurrentCase, wake } from './wake.ts';
export { wakeImport } from './wake-import.ts';
