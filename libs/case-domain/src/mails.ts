import type { Fact, FactOf, MailKind, SkipReason } from '@goen/contracts/workflow';
import { factsOf } from './facts.ts';

export type MailFact = FactOf<'mail.sent' | 'mail.skipped'>;

export const mailsOf = (facts: readonly Fact[], ...kinds: readonly MailKind[]): readonly MailFact[] =>
  factsOf(facts, 'mail.sent', 'mail.skipped').filter((fact) => kinds.includes(fact.data.mail));

/** The number of the case's next mail. It changes only once the one before it is recorded: the key of a retry. */
export const nextMailNumber = (facts: readonly Fact[]): number =>
  1 + factsOf(facts, 'mail.sent', 'mail.skipped').reduce((most, fact) => Math.max(most, fact.data.n), 0);

/** What mail-service refuses about an invitation alone: the plain result may still go out. */
const plainMayStillGo: readonly SkipReason[] = ['daily_limit', 'sender_incomplete', 'no_basis', 'suppressed'];

const answers = (fact: MailFact, rejectionId: string): boolean => fact.data.rejectionIds.includes(rejectionId);

/** Whether the rejection was told, or finally could not be. */
export const isAnswered = (facts: readonly Fact[], rejectionId: string): boolean =>
  mailsOf(facts, 'rejection', 'rejection_relay').some(
    (fact) =>
      answers(fact, rejectionId) &&
      (fact.kind === 'mail.sent' || fact.data.mail === 'rejection' || !plainMayStillGo.includes(fact.data.reason)),
  );

export const invitationFailed = (facts: readonly Fact[], rejectionId: string): boolean =>
  mailsOf(facts, 'rejection_relay').some((fact) => fact.kind === 'mail.skipped' && answers(fact, rejectionId));

/** Kinds count per rejection. Only the limit of one regulated mail a day leaves a mail to be tried again. */
export const isSettled = (facts: readonly Fact[], kind: MailKind, rejectionId: string): boolean =>
  mailsOf(facts, kind).some(
    (fact) => answers(fact, rejectionId) && (fact.kind === 'mail.sent' || fact.data.reason !== 'daily_limit'),
  );

/** The last date on which the day's one regulated mail was another's. */
export const lastLimitedDate = (facts: readonly Fact[], kind: MailKind, rejectionId: string): string | null =>
  mailsOf(facts, kind).findLast(
    (fact) => answers(fact, rejectionId) && fact.kind === 'mail.skipped' && fact.data.reason === 'daily_limit',
  )?.data.date ?? null;
