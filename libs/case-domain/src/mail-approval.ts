import type { ApprovalMode, ApprovalState } from '@goen/contracts/workflow';
import { parseInstantMs } from './calendar.ts';
import { findLastEdit, type Writing } from './last-writing.ts';

/** What members of a company decided about a mail that is not one of a case's own. */
export type MailApproval = {
  readonly state: ApprovalState;
  readonly isCancelled: boolean;
  /** The edited text; it outlives its approval. */
  readonly editId: string | null;
  /** Of the rendered mail that was approved. */
  readonly digest: string | null | undefined;
  /** Who last changed its text; null: nobody. */
  readonly lastEdit: Writing | null;
  readonly lastDecision: { readonly by: string; readonly at: string } | null;
  /** When the last decision was made; 0 without one. */
  readonly decidedAtMs: number;
};

type DecidedData = { mail: string; by: string };
type DecisionData = {
  'mail.approved': DecidedData & { editId: string | null; digest: string | null };
  'mail.edited': DecidedData & { editId: string | null };
  'mail.held': DecidedData;
  'mail.released': DecidedData;
  'mail.cancelled': DecidedData;
  'mail.approval_lapsed': { mail: string };
};
type DecisionKind = keyof DecisionData;
type DecisionFact = {
  [K in DecisionKind]: { readonly seq: number; readonly at: string; readonly kind: K; readonly data: DecisionData[K] };
}[DecisionKind];
type AnyFact = { readonly seq: number; readonly at: string; readonly kind: string; readonly data: object };

const decisionKinds = [
  'mail.approved',
  'mail.edited',
  'mail.held',
  'mail.released',
  'mail.cancelled',
  'mail.approval_lapsed',
];
const isDecision = (fact: AnyFact): fact is DecisionFact => decisionKinds.includes(fact.kind);

/** `facts` must be sorted by `seq`. What was approved is not replaced: a lapsed approval always needs a new one. */
export function readMailApproval(facts: readonly AnyFact[], setting: ApprovalMode, mail: string): MailApproval {
  const decisions = facts.filter(isDecision).filter(({ data }) => data.mail === mail);
  const findLast = <K extends DecisionKind>(...kinds: readonly K[]) =>
    decisions.findLast((fact): fact is Extract<DecisionFact, { kind: K }> => kinds.some((kind) => kind === fact.kind));
  const last = findLast('mail.approved');
  const lastText = findLast('mail.approved', 'mail.edited');
  const approved = last && last.seq > (findLast('mail.approval_lapsed', 'mail.edited')?.seq ?? 0) ? last : undefined;
  const decision = findLast('mail.approved', 'mail.held', 'mail.released');
  const isHeld = findLast('mail.held', 'mail.released')?.kind === 'mail.held';
  const needed: ApprovalState = setting === 'required' || lastText ? 'awaiting' : 'not_needed';
  return {
    state: isHeld ? 'held' : approved ? 'approved' : needed,
    isCancelled: findLast('mail.cancelled') !== undefined,
    editId: lastText?.data.editId ?? null,
    digest: approved?.data.digest,
    lastEdit: findLastEdit(decisions.filter((fact) => fact.kind === 'mail.approved' || fact.kind === 'mail.edited')),
    lastDecision: decision ? { by: decision.data.by, at: decision.at } : null,
    decidedAtMs: decision ? parseInstantMs(decision.at) : 0,
  };
}
