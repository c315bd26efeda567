import type { ReInvitationMailKind } from './mail.ts';

/** What a former candidate answers on their page. `no_more`: no mails about openings at all. */
export const reInvitationAnswers = ['interested', 'not_now', 'no_more'] as const;
export type ReInvitationAnswer = (typeof reInvitationAnswers)[number];

/** What the company answers to an interest: let us talk, or no. */
export const interestReplies = ['talk', 'regret'] as const;
export type InterestReply = (typeof interestReplies)[number];

/** Why a re-invitation ended. */
export const reInvitationEnds = [
  /** The rules no longer allowed the mail when it was to leave. */
  'not_allowed',
  'not_reachable',
  'not_approved',
  'cancelled',
  'position_closed',
  'no_answer',
  'not_now',
  'no_more',
  'talking',
  'declined',
  /** The person was interested, and the company never answered. */
  'unanswered',
  'reapplied',
  'withdrawn',
] as const;
export type ReInvitationEnd = (typeof reInvitationEnds)[number];

/**
 * `planned`: the mail has not left. `sent`: it waits for the person's answer. `interested`: it waits for the company's
 * answer, or for its mail. `closed`: see `ended`.
 */
export const reInvitationStates = ['planned', 'sent', 'interested', 'closed'] as const;
export type ReInvitationState = (typeof reInvitationStates)[number];

/** Why a former candidate may not be written to about an opening now. */
export const reInvitationBlocks = [
  'erased',
  'no_address',
  'address_unusable',
  'address_shared',
  'may_not_email',
  'unsubscribed',
  'declined_follow_ups',
  'no_more_invitations',
  'hired',
  'in_selection',
  /** There is no basis on which their details are kept: they get the result and nothing else. */
  'not_kept',
  /** They want to hear about openings in other job categories only. */
  'other_categories',
  'no_basis',
  'sender_incomplete',
  'already_invited',
  /** From here on, until a date. */
  'paused',
  'asked_to_wait',
  'result_too_recent',
  'too_many',
] as const;
export type ReInvitationBlockReason = (typeof reInvitationBlocks)[number];
export type ReInvitationBlock = {
  readonly reason: ReInvitationBlockReason;
  /** `YYYY-MM-DD` in Tokyo: from then on this reason is gone; null: nobody knows when. */
  readonly until: string | null;
};

/**
 * Why a selection ended, as far as the words of the ATS say. `position_filled`: somebody else was chosen, or the opening
 * closed. `never_again`: only where
 * the company's own list says so. `other`: words that no rule knows; `none`: the ATS gave none.
 */
export const reasonClasses = [
  'position_filled',
  'skills',
  'experience',
  'conditions',
  'culture',
  'timing',
  'never_again',
  'other',
  'none',
] as const;
export type ReasonClass = (typeof reasonClasses)[number];

/** Where a person lives, beside the workplaces of an opening. */
export const regionFits = ['same', 'neighbour', 'elsewhere', 'unknown'] as const;
export type RegionFit = (typeof regionFits)[number];

type NoData = Record<string, never>;

/** What each kind of fact about a re-invitation carries. */
export type ReInvitationFactDataByKind = {
  /** Decisions of the company's members. `digest` and `editId` as in the facts of a case. */
  'mail.approved': { mail: ReInvitationMailKind; by: string; editId: string | null; digest: string | null };
  'mail.edited': { mail: ReInvitationMailKind; by: string; editId: string | null };
  'mail.approval_lapsed': { mail: ReInvitationMailKind };
  'mail.held': { mail: ReInvitationMailKind; by: string };
  'mail.released': { mail: ReInvitationMailKind; by: string };
  'mail.cancelled': { mail: ReInvitationMailKind; by: string };
  'approval.reminded': { date: string };
  'mail.sent': { n: number; mail: ReInvitationMailKind; messageId: string; date: string };
  'mail.skipped': { n: number; mail: ReInvitationMailKind; reason: string; date: string };
  'candidate.answered': { answer: ReInvitationAnswer; askAgainOn: string | null };
  /** `reminder` 0: of the interest itself; from 1 on: it is overdue. */
  'owner.notified': { reminder: number; messageId: string | null; date: string };
  'owner.changed': { by: string };
  'company.replied': { reply: InterestReply; by: string; editId: string | null };
  /** Recorded whenever it is found, also after the end. */
  'candidate.reapplied': { at: string };
  /** The person was erased, or is not to be asked any more. */
  'candidate.withdrew': NoData;
  're_invitation.closed': { ended: ReInvitationEnd };
};

export const reInvitationFactKinds = [
  'mail.approved',
  'mail.edited',
  'mail.approval_lapsed',
  'mail.held',
  'mail.released',
  'mail.cancelled',
  'approval.reminded',
  'mail.sent',
  'mail.skipped',
  'candidate.answered',
  'owner.notified',
  'owner.changed',
  'company.replied',
  'candidate.reapplied',
  'candidate.withdrew',
  're_invitation.closed',
] as const;
export type ReInvitationFactKind = (typeof reInvitationFactKinds)[number];
export type ReInvitationFactData<K extends ReInvitationFactKind> = ReInvitationFactDataByKind[K];

/** An append-only row about a re-invitation; `seq` orders, `at` is the re-invitation's clock. */
export type ReInvitationFact = {
  [K in ReInvitationFactKind]: { seq: number; kind: K; at: string; data: ReInvitationFactData<K> };
}[ReInvitationFactKind];
