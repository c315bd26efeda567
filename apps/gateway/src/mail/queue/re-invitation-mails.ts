import { findNextReInvitationMail, readReInvitationApproval } from '@goen/case-domain/re-invitation';
import { type Em, FollowUpCase, ReInvitation, ReInvitationFactRow } from '@goen/case-store';
import { toReInvitationFact } from '@goen/cases';
import type { StageKind } from '@goen/contracts/public';
import { type ReInvitationFact, type ReInvitationMailKind, reInvitationMailKinds } from '@goen/contracts/workflow';
import {
  type OtherMailsQuery,
  toDelayed,
  toOtherTimes,
  toSendsAt,
  toWaitingFor,
  type UnaddressedMail,
} from './queued-mail.ts';

/** A queued mail of a re-invitation, and its place in the queue. */
export type QueuedReInvitationMail = {
  readonly id: string;
  readonly row: ReInvitation;
  readonly kind: ReInvitationMailKind;
  readonly queuedAt: Date;
  /** Its recipient is looked up for the mails of a page alone. */
  readonly view: UnaddressedMail;
};

/** What a re-invitation does or waits for before one of its mails. */
const stepsBeforeMails: readonly string[] = [...reInvitationMailKinds, 'invitation', 'reminder', 'reply', 'approval'];
/** More than a company's members decide about at a time. */
const maxReInvitations = 1_000;

/** The mails of a company's re-invitations, in the order of the queue; none that is due before `from`. */
export async function findReInvitationMails(
  em: Em,
  companyId: string,
  query: OtherMailsQuery,
): Promise<QueuedReInvitationMail[]> {
  const { from } = query;
  const rows = await em.find(
    ReInvitation,
    {
      companyId,
      state: { $ne: 'closed' },
      nextStep: { $in: [...stepsBeforeMails] },
      ...(from ? { $or: [{ nextStepAt: { $gte: from } }, { nextStep: 'approval' }] } : {}),
    },
    { orderBy: { nextStepAt: 'asc', id: 'asc' }, limit: maxReInvitations },
  );
  if (rows.length === 0) return [];
  const factRows = await em.find(
    ReInvitationFactRow,
    { reInvitationId: { $in: rows.map(({ id }) => id) } },
    { orderBy: { seq: 'asc' } },
  );
  const factsOf = Map.groupBy(factRows, ({ reInvitationId }) => reInvitationId);
  const cases = await em.find(FollowUpCase, { id: { $in: rows.map(({ caseId }) => caseId) } }, { fields: ['stage'] });
  const stages = new Map(cases.map(({ id, stage }) => [id, stage]));
  return rows.flatMap(
    (row) =>
      viewMail(row, (factsOf.get(row.id) ?? []).map(toReInvitationFact), {
        ...query,
        stage: stages.get(row.caseId) ?? 'other',
      }) ?? [],
  );
}

type Context = OtherMailsQuery & { readonly stage: StageKind };

function viewMail(
  row: ReInvitation,
  facts: readonly ReInvitationFact[],
  { stage, ...query }: Context,
): QueuedReInvitationMail | null {
  const { isPaused } = query;
  const kind = findNextReInvitationMail(facts);
  if (kind === null) return null;
  const { state, editId, lastDecision } = readReInvitationApproval(facts, query.settings.approval, kind);
  const { queuedAt, sendsAt } = toOtherTimes(row, state, query);
  const view: UnaddressedMail = {
    case_id: row.caseId,
    candidate_id: row.candidateId,
    kind,
    rejection_ids: [],
    jobs: [row.about.position],
    stage,
    sends_at: toSendsAt(state, isPaused, sendsAt),
    undo_until: null,
    approval: state,
    personal_note: null,
    edited: editId !== null,
    decided_by: lastDecision?.by ?? null,
    decided_at: lastDecision?.at ?? null,
    waiting_for: toWaitingFor(state, { isPaused }),
    delayed: toDelayed(row),
  };
  return { id: row.id, row, kind, queuedAt, view };
}
