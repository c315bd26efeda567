/**
 * What a case sends to its candidate. `rejection_late` is the result that was reported late and that a member asked for.
 * `keeping_notice` says when their details are deleted, `erasure_notice` that they were.
 * `feedback_answer` and `feedback_refusal` answer a candidate who asked for feedback.
 */
export const caseMailKinds = [
  'rejection',
  'rejection_relay',
  'relay_invitation',
  'rejection_late',
  'relay_reminder',
  'first_follow_up',
  'second_follow_up',
  'keeping_notice',
  'erasure_notice',
  'feedback_answer',
  'feedback_refusal',
] as const;
export type CaseMailKind = (typeof caseMailKinds)[number];

/** Each tells a candidate the result. */
export const resultMailKinds = ['rejection', 'rejection_relay', 'rejection_late'] as const satisfies CaseMailKind[];
export const isResultMail = (kind: string): boolean => resultMailKinds.some((result) => result === kind);

/**
 * Written to people who sign in, in the name of the operator. What a link opens must be read by nobody else: its mail
 * belongs to no company, and its body is deleted once it is sent.
 */
export const signInMailKinds = ['sign_in_link', 'member_invitation'] as const;

/** Written to the operator's own staff, in the name of the operator. They belong to no company. */
export const staffMailKinds = ['complaint_notice'] as const;

/** They inform, or answer what the person asked for, and advertise nothing. */
const plainMailKinds: readonly string[] = [
  'rejection',
  'rejection_late',
  'keeping_notice',
  'erasure_notice',
  're_invitation_talk',
  're_invitation_regret',
  'feedback_answer',
  'feedback_refusal',
  'registration_confirmation',
  ...signInMailKinds,
  ...staffMailKinds,
  'page_link',
];

/** Ask a candidate about one introduction, in the name of the company that referred them. */
export const introductionMailKinds = ['introduction_request', 'introduction_reminder'] as const;
export type IntroductionMailKind = (typeof introductionMailKinds)[number];

/**
 * Ask a former candidate about an opening of the company, and the company's answers to their interest. The answers are
 * plain: the person asked for them.
 */
export const reInvitationMailKinds = [
  're_invitation',
  're_invitation_reminder',
  're_invitation_talk',
  're_invitation_regret',
] as const;
export type ReInvitationMailKind = (typeof reInvitationMailKinds)[number];

/**
 * Carries what somebody entered on the registration page, until they confirm that the address is theirs. Its body is
 * deleted once it is sent.
 */
const registrationMailKind = 'registration_confirmation';

/** Written to a company's own recruiters: these have no candidate page, and nothing in them is pooled. */
export const recruiterMailKinds = [
  'approval_reminder',
  'address_reminder',
  'introduction_notice',
  'introduction_follow_up',
  'employment_question',
  'interest_notice',
  'interest_reminder',
  'feedback_reminder',
  'member_news',
] as const;
export type RecruiterMailKind = (typeof recruiterMailKinds)[number];

/**
 * All mails except plain ones and those to recruiters are regulated (特定電子メール法): they need a basis, a
 * complete sender identity and a way to unsubscribe, and a person receives at most one a day from a company.
 */
export const mailKinds = [
  ...caseMailKinds,
  'approval_reminder',
  'address_reminder',
  'introduction_request',
  'introduction_reminder',
  'introduction_notice',
  'introduction_follow_up',
  'employment_question',
  ...reInvitationMailKinds,
  'interest_notice',
  'interest_reminder',
  'feedback_reminder',
  'member_news',
  'registration_confirmation',
  ...signInMailKinds,
  ...staffMailKinds,
  'page_link',
] as const;
export type MailKind = (typeof mailKinds)[number];

const kindsWithoutPage: readonly string[] = [
  ...recruiterMailKinds,
  ...signInMailKinds,
  ...staffMailKinds,
  registrationMailKind,
];
/** Nobody but candidates has a page of their own, and who is registering has none yet. */
export const hasCandidatePage = (kind: MailKind): boolean => !kindsWithoutPage.includes(kind);
/** They carry a secret, or what a person has not confirmed: their bodies are deleted once they are sent. */
export const shortLivedMailKinds: readonly MailKind[] = [registrationMailKind, ...signInMailKinds];

const isForRecruiters = (kind: MailKind): kind is RecruiterMailKind =>
  recruiterMailKinds.some((recruiterKind) => recruiterKind === kind);
export const isRegulated = (kind: MailKind): boolean => !plainMailKinds.includes(kind) && !isForRecruiters(kind);

/** The mails that consent texts name: a consent from after an unsubscription allows these again, and no others. */
export const consentedMailKinds = [
  'first_follow_up',
  'second_follow_up',
  'introduction_request',
  'introduction_reminder',
] as const satisfies readonly MailKind[];

export const skipReasons = [
  'suppressed',
  'daily_limit',
  'sender_incomplete',
  'no_basis',
  'refused_by_provider',
  /** The provider never answered, and could not say later whether it accepted the mail. */
  'unconfirmed',
  'no_address',
  /** A member cancelled it. */
  'cancelled',
] as const;
export type SkipReason = (typeof skipReasons)[number];

/** `not_needed`: it is sent without approval. `held` overrides everything else until a member releases the mail. */
export const approvalStates = ['not_needed', 'awaiting', 'approved', 'held'] as const;
export type ApprovalState = (typeof approvalStates)[number];
