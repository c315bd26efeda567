import type { DatabaseSpec } from '@goen/service-kit/database';
import { ApprovalReminder, MailEdit, MailPause } from './entities/approval.ts';
import { AuditEvent, AuditHead } from './entities/audit-event.ts';
import { Application, Candidate, CandidateAddress, CandidateAlias, CandidateTag } from './entities/candidate.ts';
import { CandidateLink } from './entities/candidate-link.ts';
import {
  CandidateCorrection,
  CandidateNote,
  CorrectionRequest,
  ErasureCertificate,
  SavedSearch,
} from './entities/candidate-record.ts';
import { FactRow, FollowUpCase, Rejection, UnRejection } from './entities/case.ts';
import { ApiKey, Company, OperatorLicence, Position, PositionConditions } from './entities/company.ts';
import { Complaint } from './entities/complaint.ts';
import { Connection } from './entities/connection.ts';
import { ConsentText } from './entities/consent-text.ts';
import { ExperienceAnswer } from './entities/experience-answer.ts';
import { FeedbackRequest } from './entities/feedback-request.ts';
import { FileImport, FileImportChunk, FileImportRow } from './entities/file-import.ts';
import { HookDelivery } from './entities/hook-delivery.ts';
import { IdempotencyKey } from './entities/idempotency-key.ts';
import { Introduction, IntroductionFactRow, ProvisionRecord } from './entities/introduction.ts';
import { Member, OperatorStaff } from './entities/member.ts';
import { CompanyNews, MemberNotification } from './entities/member-notification.ts';
import { MergedId } from './entities/merged-id.ts';
import { Offer } from './entities/offer.ts';
import { OpenApplication } from './entities/open-application.ts';
import { OutboxRow } from './entities/outbox.ts';
import { PersonalNote } from './entities/personal-note.ts';
import { PoolProfile } from './entities/pool-profile.ts';
import { InvitationWording, ReInvitation, ReInvitationFactRow, Revisit } from './entities/re-invitation.ts';
import { Registration, RegistrationLimit, RegistrationLink } from './entities/registration.ts';
import {
  EnteredApplications,
  ReportDay,
  ReportPerson,
  ReportProgress,
  ReportRegrouped,
  ReportResult,
} from './entities/report.ts';
import { RetentionRun, RetentionSetting } from './entities/retention.ts';
import { SharedAddress } from './entities/shared-address.ts';
import { SyncNote, SyncRecord, SyncTarget } from './entities/sync.ts';
import { TagOverrule } from './entities/tag-overrule.ts';
import { WebhookDelivery, WebhookEndpoint, WebhookEvent } from './entities/webhook.ts';
import { CreateTables } from './migrations/001-create-tables.ts';
import { UnRejectionsAndPeople } from './migrations/002-un-rejections-and-people.ts';
import { Approvals } from './migrations/003-approvals.ts';
import { PositionsAndProfiles } from './migrations/004-positions-and-profiles.ts';
import { Introductions } from './migrations/005-introductions.ts';
import { Webhooks } from './migrations/006-webhooks.ts';
import { Reports } from './migrations/007-reports.ts';
import { RelayMends } from './migrations/008-relay-mends.ts';
import { Connections } from './migrations/009-connections.ts';
import { Imports } from './migrations/010-imports.ts';
import { InboundHooks } from './migrations/011-inbound-hooks.ts';
import { Sync } from './migrations/012-sync.ts';
import { OutboxLanes } from './migrations/013-outbox-lanes.ts';
import { HooksLeft } from './migrations/014-hooks-left.ts';
import { SyncAfterChange } from './migrations/015-sync-after-change.ts';
import { PersonAddresses } from './migrations/016-person-addresses.ts';
import { ImportStatuses } from './migrations/017-import-statuses.ts';
import { Offers } from './migrations/018-offers.ts';
import { UndatedRows } from './migrations/019-undated-rows.ts';
import { SharedAddresses } from './migrations/020-shared-addresses.ts';
import { CandidateSearch } from './migrations/021-candidate-search.ts';
import { DroppedFields } from './migrations/022-dropped-fields.ts';
import { LapsedApprovals } from './migrations/023-lapsed-approvals.ts';
import { OutboxClock } from './migrations/024-outbox-clock.ts';
import { TagOverrules } from './migrations/025-tag-overrules.ts';
import { NoteReopenedCases } from './migrations/026-note-reopened-cases.ts';
import { NamesOfOffers } from './migrations/027-names-of-offers.ts';
import { Roles } from './migrations/030-roles.ts';
import { ScaleIndexes } from './migrations/035-scale-indexes.ts';
import { ReportDays } from './migrations/036-report-days.ts';
import { OutboxAnnouncements } from './migrations/040-outbox-announcements.ts';
import { IdempotencyClock } from './migrations/041-idempotency-clock.ts';
import { OutboxBackground } from './migrations/044-outbox-background.ts';
import { Retention } from './migrations/046-retention.ts';
import { CompanyReferences } from './migrations/047-company-references.ts';
import { ResultMail } from './migrations/050-result-mail.ts';
import { Registrations } from './migrations/051-registrations.ts';
import { ReInvitations } from './migrations/055-re-invitations.ts';
import { Keeping } from './migrations/060-keeping.ts';
import { KeepUntil } from './migrations/061-keep-until.ts';
import { PersonalNotes } from './migrations/062-personal-notes.ts';
import { OpenApplications } from './migrations/065-open-applications.ts';
import { FeedbackRequests } from './migrations/066-feedback-requests.ts';
import { ExperienceAnswers } from './migrations/067-experience-answers.ts';
import { WorkingConditionsOfPositions } from './migrations/070-working-conditions.ts';
import { HiresThroughIntroductions } from './migrations/071-hires-through-introductions.ts';
import { ConsentTexts } from './migrations/072-consent-texts.ts';
import { Complaints } from './migrations/073-complaints.ts';
import { FormerCandidates } from './migrations/076-former-candidates.ts';
import { WakeAfterHire } from './migrations/077-wake-after-hire.ts';
import { Members } from './migrations/080-members.ts';
import { AuditEvents } from './migrations/085-audit-events.ts';
import { AuditOfTheRelay } from './migrations/086-audit-of-the-relay.ts';
import { ApiKeys } from './migrations/087-api-keys.ts';
import { MailPauses } from './migrations/090-mail-pauses.ts';
import { ChatEndpoints } from './migrations/091-chat-endpoints.ts';
import { MemberNews } from './migrations/092-member-news.ts';
import { CompanySelfService } from './migrations/095-company-self-service.ts';
import { CandidateRecords } from './migrations/096-candidate-records.ts';
import { CorrectionRequests } from './migrations/097-correction-requests.ts';
import { Results } from './migrations/100-results.ts';
import { OperatorConsole } from './migrations/101-operator-console.ts';
import { SkippedTime } from './migrations/105-skipped-time.ts';
import { ComplaintNotices } from './migrations/110-complaint-notices.ts';
import { MergedIds } from './migrations/111-merged-ids.ts';
import { DesiredJobCategories } from './migrations/112-desired-job-categories.ts';
import { AnonymousExperienceAnswers } from './migrations/113-anonymous-experience-answers.ts';
import { ApproveScope } from './migrations/116-approve-scope.ts';
import { Suspensions } from './migrations/120-suspensions.ts';
import { NewsOfCorrections } from './migrations/121-news-of-corrections.ts';
import { WaitingMails } from './migrations/122-waiting-mails.ts';
import { ApprovedMails } from './migrations/123-approved-mails.ts';
import { PoolFilters } from './migrations/125-pool-filters.ts';
import { ImportPreviews } from './migrations/126-import-previews.ts';
import { SandboxBooks } from './migrations/127-sandbox-books.ts';
import { RetentionVersions } from './migrations/128-retention-versions.ts';

export const caseStoreSpec: DatabaseSpec = {
  entities: [
    Company,
    ApiKey,
    Member,
    OperatorStaff,
    Connection,
    Position,
    PositionConditions,
    OperatorLicence,
    ConsentText,
    Complaint,
    Candidate,
    CandidateTag,
    CandidateAlias,
    CandidateAddress,
    SharedAddress,
    CandidateNote,
    CandidateCorrection,
    CorrectionRequest,
    ErasureCertificate,
    SavedSearch,
    TagOverrule,
    Registration,
    RegistrationLink,
    RegistrationLimit,
    Application,
    FollowUpCase,
    Rejection,
    UnRejection,
    Offer,
    FactRow,
    OutboxRow,
    CandidateLink,
    IdempotencyKey,
    MailEdit,
    ApprovalReminder,
    MailPause,
    CompanyNews,
    MemberNotification,
    Introduction,
    IntroductionFactRow,
    ProvisionRecord,
    ReInvitation,
    ReInvitationFactRow,
    InvitationWording,
    Revisit,
    PoolProfile,
    WebhookEndpoint,
    WebhookEvent,
    WebhookDelivery,
    HookDelivery,
    FileImport,
    FileImportChunk,
    FileImportRow,
    SyncTarget,
    SyncRecord,
    SyncNote,
    ReportProgress,
    ReportDay,
    ReportPerson,
    ReportRegrouped,
    ReportResult,
    EnteredApplications,
    PersonalNote,
    RetentionSetting,
    RetentionRun,
    MergedId,
    OpenApplication,
    FeedbackRequest,
    ExperienceAnswer,
    AuditEvent,
    AuditHead,
  ],
  migrations: [
    { name: '001-create-tables', class: CreateTables },
    { name: '002-un-rejections-and-people', class: UnRejectionsAndPeople },
    { name: '003-approvals', class: Approvals },
    { name: '004-positions-and-profiles', class: PositionsAndProfiles },
    { name: '005-introductions', class: Introductions },
    { name: '006-webhooks', class: Webhooks },
    { name: '007-reports', class: Reports },
    { name: '008-relay-mends', class: RelayMends },
    { name: '009-connections', class: Connections },
    { name: '010-imports', class: Imports },
    { name: '011-inbound-hooks', class: InboundHooks },
    { name: '012-sync', class: Sync },
    { name: '013-outbox-lanes', class: OutboxLanes },
    { name: '014-hooks-left', class: HooksLeft },
    { name: '015-sync-after-change', class: SyncAfterChange },
    { name: '016-person-addresses', class: PersonAddresses },
    { name: '017-import-statuses', class: ImportStatuses },
    { name: '018-offers', class: Offers },
    { name: '019-undated-rows', class: UndatedRows },
    { name: '020-shared-addresses', class: SharedAddresses },
    { name: '021-candidate-search', class: CandidateSearch },
    { name: '022-dropped-fields', class: DroppedFields },
    { name: '023-lapsed-approvals', class: LapsedApprovals },
    { name: '024-outbox-clock', class: OutboxClock },
    { name: '025-tag-overrules', class: TagOverrules },
    { name: '026-note-reopened-cases', class: NoteReopenedCases },
    { name: '027-names-of-offers', class: NamesOfOffers },
    { name: '030-roles!', class: Roles },
    { name: '035-scale-indexes', class: ScaleIndexes },
    { name: '036-report-days', class: ReportDays },
    { name: '040-outbox-announcements', class: OutboxAnnouncements },
    { name: '041-idempotency-clock', class: IdempotencyClock },
    { name: '044-outbox-background', class: OutboxBackground },
    { name: '046-retention', class: Retention },
    { name: '047-company-references', class: CompanyReferences },
    { name: '050-result-mail', class: ResultMail },
    { name: '051-registrations', class: Registrations },
    { name: '055-re-invitations', class: ReInvitations },
    { name: '060-keeping', class: Keeping },
    { name: '061-keep-until', class: KeepUntil },
    { name: '062-personal-notes', class: PersonalNotes },
    { name: '065-open-applications', class: OpenApplications },
    { name: '066-feedback-requests', class: FeedbackRequests },
    { name: '067-experience-answers', class: ExperienceAnswers },
    { name: '070-working-conditions', class: WorkingConditionsOfPositions },
    { name: '071-hires-through-introductions', class: HiresThroughIntroductions },
    { name: '072-consent-texts', class: ConsentTexts },
    { name: '073-complaints', class: Complaints },
    { name: '076-former-candidates', class: FormerCandidates },
    { name: '077-wake-after-hire', class: WakeAfterHire },
    { name: '080-members', class: Members },
    { name: '085-audit-events', class: AuditEvents },
    { name: '086-audit-of-the-relay', class: AuditOfTheRelay },
    { name: '087-api-keys', class: ApiKeys },
    { name: '090-mail-pauses', class: MailPauses },
    { name: '091-chat-endpoints', class: ChatEndpoints },
    { name: '092-member-news', class: MemberNews },
    { name: '095-company-self-service', class: CompanySelfService },
    { name: '096-candidate-records', class: CandidateRecords },
    { name: '097-correction-requests', class: CorrectionRequests },
    { name: '100-results', class: Results },
    { name: '101-operator-console', class: OperatorConsole },
    { name: '105-skipped-time', class: SkippedTime },
    { name: '110-complaint-notices', class: ComplaintNotices },
    { name: '111-merged-ids', class: MergedIds },
    { name: '112-desired-job-categories', class: DesiredJobCategories },
    { name: '113-anonymous-experience-answers', class: AnonymousExperienceAnswers },
    { name: '116-approve-scope', class: ApproveScope },
    { name: '120-suspensions', class: Suspensions },
    { name: '121-news-of-corrections', class: NewsOfCorrections },
    { name: '122-waiting-mails', class: WaitingMails },
    { name: '123-approved-mails', class: ApprovedMails },
    { name: '125-pool-filters', class: PoolFilters },
    { name: '126-import-previews', class: ImportPreviews },
    { name: '127-sandbox-books', class: SandboxBooks },
    { name: '128-retention-versions', class: RetentionVersions },
  ],
};
