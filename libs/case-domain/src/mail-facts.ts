import { type Fact, type FactOf, type MailKind, resultMailKinds, type SkipReason } from '@goen/contracts/workflow';
import { selectFacts } from './facts.ts';

type MailFact = FactOf<'mail.sent' | 'mail.skipped'>;

/** The sent and skipped mails of the given kinds, in the order of `facts`. */
export const selectMailFacts = (facts: readonly Fact[], ...kinds: readonly MailKind[]): readonly MailFact[] =>
  selectFacts(facts, 'mail.sent', 'mail.skipped').filter((fact) => kinds.includes(fact.data.mail));

/** The number of the case's next mail. It changes only once the previous mail is recorded, so a retry repeats it. */
export const findNextMailNumber = (facts: readonly Fact[]): number =>
  1 + selectFacts(facts, 'mail.sent', 'mail.skipped').reduce((highest, fact) => Math.max(highest, fact.data.n), 0);

/** Reasons for which mail-service skips only the invitation: the plain result mail may still be sent. */
const invitationOnlyReasons: readonly SkipReason[] = ['daily_limit', 'sender_incomplete', 'no_basis', 'suppressed'];

const concernsRejection = (fact: MailFact, rejectionId: string): boolean =>
  fact.data.rejectionIds.includes(rejectionId);

/** Whether the result mail for the rejection was sent, or was skipped for good. */
export const isAnswered = (facts: readonly Fact[], rejectionId: string): boolean =>
  selectMailFacts(facts, ...resultMailKinds).some(
    (fact) =>
      concernsRejection(fact, rejectionId) &&
      (fact.kind === 'mail.sent' ||
        fact.data.mail !== 'rejection_relay' ||
        !invitationOnlyReasons.includes(fact.data.reason)),
  );

export const hasInvitationFailed = (facts: readonly Fact[], rejectionId: string): boolean =>
  selectMailFacts(facts, 'rejection_relay').some(
    (fact) => fact.kind === 'mail.skipped' && concernsRejection(fact, rejectionId),
  );

/** Whether this kind of mail is done for the rejection. Only a mail skipped by the daily limit is retried. */
export const isMailSettled = (facts: readonly Fact[], kind: MailKind, rejectionId: string): boolean =>
  selectMailFacts(facts, kind).some(
    (fact) => concernsRejection(fact, rejectionId) && (fact.kind === 'mail.sent' || fact.data.reason !== 'daily_limit'),
  );

/** The last date (`YYYY-MM-DD`) on which the daily limit skipped the mail; null when it never did. */
export const findLastLimitedDate = (facts: readonly Fact[], kind: MailKind, rejectionId: string): string | null =>
  selectMailFacts(facts, kind).findLast(
    (fact) =>
      concernsRejection(fact, rejectionId) && fact.kind === 'mail.skipped' && fact.data.reason === 'daily_limit',
  )?.data.date ?? null;
