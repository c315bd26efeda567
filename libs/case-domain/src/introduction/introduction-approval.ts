import type {
  ApprovalMode,
  ApprovalState,
  IntroductionFact,
  IntroductionFactKind,
  IntroductionMailKind,
} from '@goen/contracts/workflow';
import { parseInstantMs } from '../calendar.ts';

/** What members of the referring company decided about a mail to the candidate. */
export type IntroductionApproval = {
  readonly state: ApprovalState;
  readonly isCancelled: boolean;
  /** The edited text; it outlives its approval. */
  readonly editId: string | null;
  /** Of the rendered mail that was approved. */
  readonly digest: string | null | undefined;
  readonly lastDecision: { readonly by: string; readonly at: string } | null;
  /** When the last decision was made; 0 without one. */
  readonly decidedAtMs: number;
};

type MailFact<K extends IntroductionFactKind> = Extract<IntroductionFact, { kind: K }>;

/** `facts` must be sorted by `seq`. What was approved is not replaced: a lapsed approval always needs a new one. */
export function readIntroductionApproval(
  facts: readonly IntroductionFact[],
  setting: ApprovalMode,
  mail: IntroductionMailKind,
): IntroductionApproval {
  const findLast = <K extends IntroductionFactKind>(...kinds: readonly K[]) =>
    facts.findLast(
      (fact): fact is MailFact<K> =>
        kinds.some((kind) => kind === fact.kind) && 'mail' in fact.data && fact.data.mail === mail,
    );
  const last = findLast('mail.approved');
  const approved = last && last.seq > (findLast('mail.approval_lapsed')?.seq ?? 0) ? last : undefined;
  const isHeld = findLast('mail.held', 'mail.released')?.kind === 'mail.held';
  const needed: ApprovalState = setting === 'required' || last ? 'awaiting' : 'not_needed';
  const decision = findLast('mail.approved', 'mail.held', 'mail.released');
  return {
    state: isHeld ? 'held' : approved ? 'approved' : needed,
    isCancelled: findLast('mail.cancelled') !== undefined,
    editId: last?.data.editId ?? null,
    digest: approved?.data.digest,
    lastDecision: decision ? { by: decision.data.by, at: decision.at } : null,
    decidedAtMs: decision ? parseInstantMs(decision.at) : 0,
  };
}

/** The next mail to the candidate; null when none is to come. */
export function findNextIntroductionMail(facts: readonly IntroductionFact[]): IntroductionMailKind | null {
  const has = (kind: IntroductionFactKind) => facts.some((fact) => fact.kind === kind);
  const isOver = has('introduction.ending') || has('introduction.closed') || has('candidate.withdrew');
  if (isOver || has('candidate.accepted') || has('candidate.declined') || !has('credit.held')) return null;
  const mail = has('candidate.asked') ? 'introduction_reminder' : 'introduction_request';
  if (mail === 'introduction_reminder' && has('candidate.reminded')) return null;
  return readIntroductionApproval(facts, 'automatic', mail).isCancelled ? null : mail;
}
