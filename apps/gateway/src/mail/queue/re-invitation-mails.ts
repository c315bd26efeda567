import { findNextReInvitationMail, readReInvitationApproval } from '@goen/case-domain/re-invitation';
import { type Em, FollowUpCase, ReInvitation, ReInvitationFactRow } from '@goen/case-store';
import { toReInvitationFact } from '@goen/cases';
import type { CompanySettings } from '@goen/contracts/internal';
import type { StageKind } from '@goen/contracts/public';
import { type ReInvitationFact, type ReInvitationMailKind, reInvitationMailKinds } from '@goen/contracts/workflow';
import type { UnnamedMail } from './queued-mail.ts';

/** A queued mail of a re-invitation, and its place in the queue. */
export type QueuedReInvitationMail = {
  readonly id: string;
  readonly row: ReInvitation;
  readonly kind: ReInvitationMailKind;
  readonly queuedAt: Date;
  readonly view: UnnamedMail;
};

/** What a re-invitation does or waits for before one of its mails. */
const stepsBeforeMails: readonly string[] = [...reInvitationMailKinds, 'invitation', 'reminder', 'reply', 'approval'];
/** More than a company's members decide about at a time. */
const maxReInvitations = 1_000;

/** The mails of a company's re-invitations, in the order of the queue; none that is due before `from`. */
export async function findReInvitationMails(
  em: Em,
  companyId: string,
  setting: CompanySettings['approval'],
  from?: Date,
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
        stage: stages.get(row.caseId) ?? 'other',
      }) ?? [],
  );
}

type Context = { readonly setting: CompanySettings['approval']; readonly stage: StageKind };

function viewMail(
  row: ReInvitation,
  facts: readonly ReInvitationFact[],
  { setting, stage }: Context,
): QueuedReInvitationMail | null {
  const kind = findNextReInvitationMail(facts);
  if (kind === null) return null;
  const { state, editId, lastDecision } = readReInvitationApproval(facts, setting, kind);
  const queuedAt = row.nextStepAt ?? row.createdAt;
  const view: UnnamedMail = {
    case_id: row.caseId,
    candidate_id: row.candidateId,
    kind,
    rejection_ids: [],
    jobs: [row.about.position],
    stage,
    sends_at: state === 'held' ? null : queuedAt.toISOString(),
    undo_until: null,
    approval: state,
    edited: editId !== null,
    decided_by: lastDecision?.by ?? null,
    decided_at: lastDecision?.at ?? null,
    waiting_for: state === 'awaiting' ? 'approval' : null,
  };
  return { id: row.id, row, kind, queuedAt, view };
}
