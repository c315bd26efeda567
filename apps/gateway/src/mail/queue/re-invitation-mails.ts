import { findNextReInvitationMail, readReInvitationApproval } from '@goen/case-domain/re-invitation';
import { type Em, FollowUpCase, ReInvitation, ReInvitationFactRow } from '@goen/case-store';
import { toReInvitationFact } from '@goen/cases';
import type { CompanySettings } from '@goen/contracts/internal';
import type { StageKind } from '@goen/contracts/public';
import { type ReInvitationFact, type ReInvitationMailKind, reInvitationMailKinds } from '@goen/contracts/workflow';
import { toDelayed, toSendsAt, toWaitingFor, type UnaddressedMail } from './queued-mail.ts';

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

type MailsQuery = {
  readonly setting: CompanySettings['approval'];
  readonly isPaused: boolean;
  readonly from?: Date | undefined;
};

/** The mails of a company's re-invitations, in the order of the queue; none that is due before `from`. */
export async function findReInvitationMails(
  em: Em,
  companyId: string,
  { setting, isPaused, from }: MailsQuery,
): Promise<QueuedReInvitationMail[]> {
  const rows = await em.find(
    ReInvitation,
    {
      companyId,
      state: { $ne: 'closed' },
      nextStep: { $in: [...stepsBeforeMails] },
      ...(from ? { nextStepAt: { $gte: from } } : {}),
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
        setting,
        isPaused,
        stage: stages.get(row.caseId) ?? 'other',
      }) ?? [],
  );
}

type Context = MailsQuery & { readonly stage: StageKind };

function viewMail(
  row: ReInvitation,
  facts: readonly ReInvitationFact[],
  { setting, isPaused, stage }: Context,
): QueuedReInvitationMail | null {
  const kind = findNextReInvitationMail(facts);
  if (kind === null) return null;
  const { state, editId, lastDecision } = readReInvitationApproval(facts, setting, kind);
  const queuedAt = row.nextStepAt ?? row.createdAt;
  const view: UnaddressedMail = {
    case_id: row.caseId,
    candidate_id: row.candidateId,
    kind,
    rejection_ids: [],
    jobs: [row.about.position],
    stage,
    sends_at: toSendsAt(state, isPaused, queuedAt),
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
