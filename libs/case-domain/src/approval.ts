import { type ApprovalState, type Fact, type FactOf, isResultMail } from '@goen/contracts/workflow';
import { parseInstantMs } from './calendar.ts';
import type { CaseInput } from './case-input.ts';
import { selectFacts, sortFacts } from './facts.ts';
import { findPostponedSendMs, findSendMs, recheckAfterMs } from './mail-timing.ts';
import type { PendingMail, PendingStep, Situation } from './situation.ts';
import type { MailStep } from './steps.ts';

type DecisionFact = FactOf<'mail.approved' | 'mail.held' | 'mail.released'>;
type ApprovalFact = DecisionFact | FactOf<'mail.approval_lapsed' | 'mail.edited'>;
type MailContent = Pick<MailStep, 'mail' | 'rejectionIds'>;

/** What members of the company decided about a mail. */
type Approval = {
  readonly state: ApprovalState;
  /** The valid approval of exactly this mail; a hold may still keep it back. */
  readonly approved: FactOf<'mail.approved'> | null;
  /** The edited text of this mail; it outlives its approval, until another approval replaces it. */
  readonly editId: string | null;
  /** A member approved another version, or it was edited or has somebody's own words: it is not sent without a new approval. */
  readonly isSuperseded: boolean;
  readonly lastDecision: DecisionFact | null;
};

/** An approval covers one kind and one set of rejections: when a rejection is added or removed, it no longer counts. */
const isForExactMail = ({ data }: ApprovalFact, { mail, rejectionIds }: MailContent): boolean =>
  data.mail === mail &&
  data.rejectionIds.length === rejectionIds.length &&
  rejectionIds.every((id) => data.rejectionIds.includes(id));

/** A hold applies whatever rejections are added, and to all versions of a result mail. */
const coversMail = ({ data }: ApprovalFact, { mail, rejectionIds }: MailContent): boolean =>
  (data.mail === mail || (isResultMail(data.mail) && isResultMail(mail))) &&
  rejectionIds.some((id) => data.rejectionIds.includes(id));

const pickLater = (a: DecisionFact | null, b: DecisionFact | null): DecisionFact | null =>
  (b?.seq ?? 0) > (a?.seq ?? 0) ? b : a;

/** A member answered a request for feedback in their own words. */
const hasOwnWords = (facts: readonly Fact[], { mail, rejectionIds }: MailContent): boolean =>
  mail === 'feedback_answer' &&
  selectFacts(facts, 'feedback.answered').findLast(({ data }) => rejectionIds.includes(data.rejectionId))?.data
    .ownWords === true;

const evaluateApproval = (
  facts: readonly Fact[],
  setting: CaseInput['settings']['approval'],
  mail: MailContent,
): Approval => {
  const texts = selectFacts(facts, 'mail.approved', 'mail.edited');
  const lastText = texts.findLast((fact) => isForExactMail(fact, mail)) ?? null;
  const last = selectFacts(texts, 'mail.approved').findLast((fact) => isForExactMail(fact, mail)) ?? null;
  const lapsedSeq =
    selectFacts(facts, 'mail.approval_lapsed', 'mail.edited').findLast((fact) => isForExactMail(fact, mail))?.seq ?? 0;
  const approved = last && last.seq > lapsedSeq ? last : null;
  const hold = selectFacts(facts, 'mail.held', 'mail.released').findLast((fact) => coversMail(fact, mail)) ?? null;
  const isSuperseded = approved === null && (texts.some((fact) => coversMail(fact, mail)) || hasOwnWords(facts, mail));
  const needed: ApprovalState = setting === 'required' || isSuperseded ? 'awaiting' : 'not_needed';
  return {
    state: hold?.kind === 'mail.held' ? 'held' : approved ? 'approved' : needed,
    approved,
    editId: lastText?.data.editId ?? null,
    isSuperseded,
    lastDecision: pickLater(approved, hold),
  };
};

export const readApproval = ({ facts, settings }: Situation, mail: MailContent): Approval =>
  evaluateApproval(facts, settings.approval, mail);

/** The edited text of exactly this mail, and the digest that its approval is for; null: its usual text, no digest. */
export const findApprovedContent = (
  { facts, settings }: CaseInput,
  mail: MailContent,
): { readonly editId: string | null; readonly digest: string | null | undefined } => {
  const { editId, approved } = evaluateApproval(sortFacts(facts), settings.approval, mail);
  return { editId, digest: approved?.data.digest };
};

/**
 * Applies the approval to a pending mail. Without one, or without the personal note that it needs, the mail is postponed from sending window to sending window, and
 * stays in its window even if it is approved earlier. A held mail has no date, and no mail while the company pauses all.
 */
export const applyApproval = (situation: Situation, planned: PendingMail): PendingStep => {
  const pending = spreadAfterSuspension(situation, planned);
  const { state, approved } = readApproval(situation, pending.step);
  const { nowMs, settings } = situation;
  const { next, step, dueMs } = pending;
  const recheckAtMs = nowMs + recheckAfterMs;
  // Resuming wakes the cases whose mails are overdue.
  if (situation.areMailsPaused) return { atMs: dueMs > nowMs ? dueMs : recheckAtMs, next, step: null };
  if (state === 'held') return { atMs: recheckAtMs, next, step: null };
  if (state === 'awaiting' || pending.isNoteMissing) {
    return { atMs: findPostponedSendMs(situation, dueMs, nowMs + 1, next) ?? recheckAtMs, next, step: null };
  }
  if (settings.approval === 'automatic' || approved === null) return pending;
  const approvedDueMs = findPostponedSendMs(situation, dueMs, parseInstantMs(approved.data.at), next) ?? dueMs;
  return { atMs: findSendMs(situation, approvedDueMs, next) ?? recheckAtMs, next, step };
};

/** What was due during a suspension leaves over the first sending windows after it, not all at once. */
const spreadAfterSuspension = (situation: Situation, pending: PendingMail): PendingMail =>
  situation.pastSuspensions.reduce((mail, { fromMs, toMs }) => {
    if (mail.dueMs < fromMs || mail.dueMs >= toMs) return mail;
    const dueMs = findPostponedSendMs(situation, mail.dueMs, toMs, mail.next) ?? mail.dueMs;
    return { ...mail, dueMs, atMs: findSendMs(situation, dueMs, mail.next) ?? situation.nowMs + recheckAfterMs };
  }, pending);
