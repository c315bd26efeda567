import type { ConsentEvidence, ConsentKind } from './consent.ts';
import type { CaseMailKind, MailKind, SkipReason } from './mail.ts';
import type { MailPreferences } from './preferences.ts';
import type { ReInvitationAnswer } from './re-invitation.ts';
import type { StageKind } from './stage.ts';

/** Why a candidate stays in the pool without any mail. */
export const silentReasons = [
  'no_address',
  'address_unusable',
  'may_not_email',
  'private',
  'holds_offer',
  'through_agency',
] as const;
export type SilentReason = (typeof silentReasons)[number];

/**
 * Why a rejection gets no result mail, while follow-ups stay possible. `undated`: it may be years old. `sent_by_ats`: the
 * company's ATS tells the candidate.
 */
export const noResultReasons = ['undated', 'sent_by_ats'] as const;
export type NoResultReason = (typeof noResultReasons)[number];

/** Why a registration earns nothing: a member refused it or took its confirmation back, or nobody confirmed it in time. */
export const registrationEnds = ['refused', 'withdrawn', 'expired'] as const;
export type RegistrationEnd = (typeof registrationEnds)[number];

export const unsubscribeChannels = ['one_click', 'page', 'crm', 'request'] as const;
export type UnsubscribeChannel = (typeof unsubscribeChannels)[number];

/** Each decision names the mail it is about; `at` is when it was made, by the gateway's clock. */
export type MailDecisionData = { mail: CaseMailKind; rejectionIds: string[]; by: string; at: string };

/** An application as its source knows it. */
export type ApplicationKey = { sourceKey: string; remoteId: string };

/** A polite refusal counts as an answer. */
export const feedbackAnswers = ['given', 'refused'] as const;
export type FeedbackAnswer = (typeof feedbackAnswers)[number];

type NoData = Record<string, never>;

/** What each kind of fact carries. Instants are RFC 3339, dates are `YYYY-MM-DD` in Asia/Tokyo. */
export type FactDataByKind = {
  'rejection.reported': {
    rejectionId: string;
    sourceKey: string;
    remoteId: string;
    rejectedAt: string;
    acceptedAt: string;
    stage: StageKind;
    silent: SilentReason | null;
    noResult?: NoResultReason | undefined;
    /** Of the application; reports from before it was recorded, and those without it, have none. */
    appliedAt?: string | undefined;
  };
  /** A member asked that this late rejection is mailed, with an apology. */
  'result.requested': { rejectionIds: string[]; by: string; at: string };
  /** The text may be personal data, so it is not in the fact. `noteId` null: the note was removed. */
  'note.written': { rejectionId: string; noteId: string | null; by: string };
  /** The stored name or address changed; the old and new values stay out of the facts. */
  'candidate.changed': { fields: string[] };
  /** `earliestAt`: when it is earlier than `at`, the time that counts for rejections received afterwards. */
  'application.unrejected': { sourceKey: string; remoteId: string; at: string; earliestAt?: string | undefined };
  'candidate.reapplied': { at: string };
  /** An offer (内定) or a post. `application`: the one it is about, as far as the source says. */
  'candidate.hired': { at: string; offerOnly: boolean; application?: ApplicationKey | undefined };
  /** The offer was declined or withdrawn (内定辞退). */
  'candidate.offer_ended': { at: string; application?: ApplicationKey | undefined };
  'mail.sent': { n: number; mail: MailKind; rejectionIds: string[]; messageId: string; date: string };
  'mail.skipped': {
    n: number;
    mail: MailKind;
    rejectionIds: string[];
    reason: SkipReason;
    date: string;
    /** The member who cancelled it. */
    by?: string | undefined;
  };
  /** `editId`: the row with the edited text of this one mail. The text may be personal data, so it is not in the fact. */
  'mail.approved': {
    mail: CaseMailKind;
    rejectionIds: string[];
    by: string;
    at: string;
    editId: string | null;
    /** Of the rendered mail that was approved; null: it could not be sent. Approvals from before digests have none. */
    digest?: string | null | undefined;
  };
  /** A member gave it a text of its own without approving it; `editId` null: took that text away. */
  'mail.edited': { mail: CaseMailKind; rejectionIds: string[]; by: string; at: string; editId: string | null };
  /** The mail was about to be sent but is no longer the one that was approved: it needs a new approval. */
  'mail.approval_lapsed': { mail: CaseMailKind; rejectionIds: string[] };
  'mail.held': MailDecisionData;
  'mail.released': MailDecisionData;
  /** `sendAt`: when the mail is to leave, at the earliest. */
  'mail.rescheduled': { mail: CaseMailKind; rejectionIds: string[]; by: string; at: string; sendAt: string };
  'mail.bounced': { messageId: string | null };
  'mail.complained': { messageId: string | null };
  'mail.unsubscribed': { via: UnsubscribeChannel };
  'suppression.recorded': NoData;
  'consent.granted': { consent: ConsentKind; evidence: ConsentEvidence };
  'consent.declined': { consent: ConsentKind; evidence: ConsentEvidence };
  'consent.withdrawn': { consent: ConsentKind; evidence: ConsentEvidence };
  /** The person signed up themselves and confirmed the address. `applicationId`: the link's hint, never a proof. */
  'registration.received': { registrationId: string; applicationId: string | null };
  /** A member says that the person was rejected. */
  'registration.confirmed': { registrationId: string; by: string };
  'registration.ended': { registrationId: string; reason: RegistrationEnd };
  'case.paused': { until: string };
  'case.resumed': NoData;
  'preferences.set': MailPreferences;
  /** On their page. `position`: the title of the opening that they were asked about. */
  're_invitation.answered': {
    reInvitationId: string;
    position: string;
    answer: ReInvitationAnswer;
    askAgainOn: string | null;
  };
  /** They want to hear about openings again. */
  're_invitation.resumed': NoData;
  /** The candidate asked for feedback on the selection that ended with this rejection. */
  'feedback.requested': { requestId: string; rejectionId: string; dueOn: string };
  /** `ownWords`: the text is not made of phrases that the company approved, so the mail needs an approval. */
  'feedback.answered': {
    requestId: string;
    rejectionId: string;
    answer: FeedbackAnswer;
    ownWords: boolean;
    by: string;
  };
  'referral.made': { n: number; entryId: string };
  'referral.refused': { n: number; reason: 'already_referred' };
  /** The person already had a point within twelve months under another candidate, so this point is reversed. */
  'referral.duplicated': { n: number };
  'referral.reversed': { n: number; entryId: string };
  /** The person wants their details kept for another period. */
  'keeping.renewed': { until: string; evidence: ConsentEvidence };
  'erasure.requested': NoData;
  /** `because`: left out when the person or the ATS asked for it. */
  'erasure.done': { because?: 'kept_no_longer' | undefined };
  'case.closed': { reason: string };
  /** The person had unsubscribed and consented to follow-ups again, or a member asked for a late result. */
  'case.reopened': NoData;
};

export const factKinds = [
  'rejection.reported',
  'result.requested',
  'note.written',
  'candidate.changed',
  'application.unrejected',
  'candidate.reapplied',
  'candidate.hired',
  'candidate.offer_ended',
  'mail.sent',
  'mail.skipped',
  'mail.approved',
  'mail.edited',
  'mail.approval_lapsed',
  'mail.held',
  'mail.released',
  'mail.rescheduled',
  'mail.bounced',
  'mail.complained',
  'mail.unsubscribed',
  'suppression.recorded',
  'consent.granted',
  'consent.declined',
  'consent.withdrawn',
  'registration.received',
  'registration.confirmed',
  'registration.ended',
  'case.paused',
  'case.resumed',
  'preferences.set',
  're_invitation.answered',
  're_invitation.resumed',
  'feedback.requested',
  'feedback.answered',
  'referral.made',
  'referral.refused',
  'referral.duplicated',
  'referral.reversed',
  'keeping.renewed',
  'erasure.requested',
  'erasure.done',
  'case.closed',
  'case.reopened',
] as const;
export type FactKind = (typeof factKinds)[number];
export type FactData<K extends FactKind> = FactDataByKind[K];

/** An append-only row about a case. `seq` orders facts; `at` is the case's clock (ISO instant) and never decides. */
export type Fact = {
  [K in FactKind]: { seq: number; caseId: string; kind: K; at: string; data: FactData<K> };
}[FactKind];
export type FactOf<K extends FactKind> = Extract<Fact, { kind: K }>;

/** Facts about the person at this company rather than about one case: all their later cases at the company see them. */
export const standingFactKinds = [
  'mail.unsubscribed',
  'mail.bounced',
  'mail.complained',
  'candidate.hired',
  'candidate.offer_ended',
  'erasure.requested',
  'erasure.done',
  'consent.granted',
  'consent.declined',
  'consent.withdrawn',
  'suppression.recorded',
  'preferences.set',
  'keeping.renewed',
  're_invitation.answered',
  're_invitation.resumed',
  'registration.received',
] as const satisfies readonly FactKind[];
