import type {
  ApprovalMode,
  IntroductionFact,
  IntroductionFactKind,
  IntroductionMailKind,
} from '@goen/contracts/workflow';
import { type MailApproval, readMailApproval } from '../mail-approval.ts';

/** What members of the referring company decided about a mail to the candidate. */
export type IntroductionApproval = MailApproval;

/** `facts` must be sorted by `seq`. */
export const readIntroductionApproval = (
  facts: readonly IntroductionFact[],
  setting: ApprovalMode,
  mail: IntroductionMailKind,
): IntroductionApproval => readMailApproval(facts, setting, mail);

/** The next mail to the candidate; null when none is to come. */
export function findNextIntroductionMail(facts: readonly IntroductionFact[]): IntroductionMailKind | null {
  const has = (kind: IntroductionFactKind) => facts.some((fact) => fact.kind === kind);
  const isOver = has('introduction.ending') || has('introduction.closed') || has('candidate.withdrew');
  if (isOver || has('candidate.accepted') || has('candidate.declined') || !has('credit.held')) return null;
  const mail = has('candidate.asked') ? 'introduction_reminder' : 'introduction_request';
  if (mail === 'introduction_reminder' && has('candidate.reminded')) return null;
  return readIntroductionApproval(facts, 'automatic', mail).isCancelled ? null : mail;
}
