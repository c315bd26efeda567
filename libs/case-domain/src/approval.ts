import { type ApprovalState, type Fact, type FactOf } from '@goen/contracts/workflow';
import { instantMs } from './calendar.ts';
import type { CaseFile, MailStep } from './case-file.ts';
import { leavesAtMs, momentFrom, recheckAfterMs } from './due.ts';
import { factsOf, inOrder } from './facts.ts';
import type { Pending, PendingMail, Situation } from './situation.ts';

type DecisionFact = FactOf<'mail.approved' | 'mail.held' | 'mail.released'>;
type Mail = Pick<MailStep, 'mail' | 'rejectionIds'>;

/** What people decided about a mail. */
export type Approval = {
  readonly state: ApprovalState;
  /** The yes to exactly this mail. */
  readonly yes: FactOf<'mail.approved'> | null;
  readonly last: DecisionFact | null;
};

const isResult = (kind: MailStep['mail']): boolean => kind === 'rejection' || kind === 'rejection_relay';

/** A yes is to one kind of mail and to all that it says: when a rejection joins or falls away, it is asked anew. */
const isOfSame = ({ data }: DecisionFact, { mail, rejectionIds }: Mail): boolean =>
  data.mail === mail &&
  data.rejectionIds.length === rejectionIds.length &&
  rejectionIds.every((id) => data.rejectionIds.includes(id));

/** A hold stays on the mail whatever joins it, and in either version of a result: nothing slips out of a hold. */
const concerns = ({ data }: DecisionFact, { mail, rejectionIds }: Mail): boolean =>
  (data.mail === mail || (isResult(data.mail) && isResult(mail))) &&
  rejectionIds.some((id) => data.rejectionIds.includes(id));

const approvalIn = (facts: readonly Fact[], setting: CaseFile['settings']['approval'], mail: Mail): Approval => {
  const yes = factsOf(facts, 'mail.approved').findLast((fact) => isOfSame(fact, mail)) ?? null;
  const hold = factsOf(facts, 'mail.held', 'mail.released').findLast((fact) => concerns(fact, mail)) ?? null;
  const last = [yes, hold].reduce<DecisionFact | null>((a, b) => ((b?.seq ?? 0) > (a?.seq ?? 0) ? b : a), null);
  if (hold?.kind === 'mail.held') return { state: 'held', yes, last };
  if (yes) return { state: 'approved', yes, last };
  return { state: setting === 'required' ? 'awaiting' : 'not_needed', yes, last };
};

export const approvalOf = ({ facts, settings }: Situation, mail: Mail): Approval =>
  approvalIn(facts, settings.approval, mail);

/** The row with the words that a person approved for exactly this mail; null: it goes with the usual ones. */
export const approvedEditOf = ({ facts, settings }: CaseFile, mail: Mail): string | null =>
  approvalIn(inOrder(facts), settings.approval, mail).yes?.data.editId ?? null;

/**
 * A mail as the company's people let it go. Without a yes it never leaves: each moment that passes moves it to its
 * moment in the next slot, where it stays though the yes comes sooner. A held one has no date.
 */
export const gated = (situation: Situation, pending: PendingMail): Pending => {
  const { state, yes } = approvalOf(situation, pending.step);
  const { nowMs, settings } = situation;
  const { next, step, dueMs } = pending;
  if (state === 'held') return { atMs: nowMs + recheckAfterMs, next, step: null };
  if (state === 'awaiting') {
    const movedMs = momentFrom(situation, dueMs, nowMs + 1, next);
    return { atMs: movedMs ?? nowMs + recheckAfterMs, next, step: null };
  }
  if (settings.approval === 'automatic' || yes === null) return pending;
  const letGoMs = momentFrom(situation, dueMs, instantMs(yes.data.at), next) ?? dueMs;
  return { atMs: leavesAtMs(situation, letGoMs, next) ?? nowMs + recheckAfterMs, next, step };
};
