import type {
  ApprovalMode,
  ReInvitationFact,
  ReInvitationFactKind,
  ReInvitationMailKind,
  ReInvitationState,
} from '@goen/contracts/workflow';
import { type MailApproval, readMailApproval } from '../mail-approval.ts';

type FactOf<K extends ReInvitationFactKind> = Extract<ReInvitationFact, { kind: K }>;

/** `facts` must be sorted by `seq`. */
export const findLastFact = <K extends ReInvitationFactKind>(
  facts: readonly ReInvitationFact[],
  kind: K,
  matches: (fact: FactOf<K>) => boolean = () => true,
): FactOf<K> | undefined =>
  facts.findLast((fact): fact is FactOf<K> => fact.kind === kind && matches(fact as FactOf<K>));

export const wasMailSent = (facts: readonly ReInvitationFact[], mail: ReInvitationMailKind): boolean =>
  findLastFact(facts, 'mail.sent', ({ data }) => data.mail === mail) !== undefined;

/** Skipped for good: only a mail skipped by the daily limit is retried. */
export const wasMailRefused = (facts: readonly ReInvitationFact[], mail: ReInvitationMailKind): boolean =>
  findLastFact(facts, 'mail.skipped', ({ data }) => data.mail === mail && data.reason !== 'daily_limit') !== undefined;

const isReInvitationOver = (facts: readonly ReInvitationFact[]): boolean =>
  facts.some(
    ({ kind }) => kind === 're_invitation.closed' || kind === 'candidate.withdrew' || kind === 'candidate.reapplied',
  );

export const readReInvitationState = (facts: readonly ReInvitationFact[]): ReInvitationState => {
  if (findLastFact(facts, 're_invitation.closed')) return 'closed';
  if (findLastFact(facts, 'candidate.answered')?.data.answer === 'interested') return 'interested';
  return wasMailSent(facts, 're_invitation') ? 'sent' : 'planned';
};

/** The mail in which the company answers an interest. */
export const findReplyMail = (facts: readonly ReInvitationFact[]): ReInvitationMailKind | null => {
  const reply = findLastFact(facts, 'company.replied')?.data.reply;
  return reply === undefined ? null : reply === 'talk' ? 're_invitation_talk' : 're_invitation_regret';
};

/** The number of its next mail. It changes only once the previous mail is recorded, so a retry repeats it. */
export const findNextReInvitationMailNumber = (facts: readonly ReInvitationFact[]): number =>
  1 +
  facts.reduce(
    (highest, fact) =>
      fact.kind === 'mail.sent' || fact.kind === 'mail.skipped' ? Math.max(highest, fact.data.n) : highest,
    0,
  );

/** The next mail to the person, as members review it; null when none is to come. `facts` must be sorted. */
export function findNextReInvitationMail(facts: readonly ReInvitationFact[]): ReInvitationMailKind | null {
  if (isReInvitationOver(facts)) return null;
  const answer = findLastFact(facts, 'candidate.answered')?.data.answer;
  const unanswered = wasMailSent(facts, 're_invitation') ? 're_invitation_reminder' : 're_invitation';
  const mail = answer === undefined ? unanswered : answer === 'interested' ? findReplyMail(facts) : null;
  if (mail === null || wasMailSent(facts, mail) || wasMailRefused(facts, mail)) return null;
  return readMailApproval(facts, 'automatic', mail).isCancelled ? null : mail;
}

/** What members decided about one of its mails. `facts` must be sorted. */
export const readReInvitationApproval = (
  facts: readonly ReInvitationFact[],
  setting: ApprovalMode,
  mail: ReInvitationMailKind,
): MailApproval => readMailApproval(facts, setting, mail);
