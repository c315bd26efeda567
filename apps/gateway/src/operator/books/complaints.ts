import { Complaint } from '@goen/case-store';
import type { AuditActor } from '@goen/cases';
import type { OperatorComplaint, operatorComplaintQuery } from '@goen/contracts/public';
import { formatActor } from '@goen/contracts/workflow';
import { HttpProblem, readCursor, toPage } from '@goen/service-kit';
import type { z } from 'zod';
import { recordAnsweredComplaint } from '../../cli/complaints.ts';
import { type OperatorContext, withConsole } from '../operator-context.ts';

/** A page of complaints, oldest first: they are answered in that order. */
export async function listOperatorComplaints(
  context: OperatorContext,
  { cursor, limit, unanswered }: z.output<typeof operatorComplaintQuery>,
) {
  const after = readCursor(cursor);
  const rows = await withConsole(context, (em) =>
    em.find(
      Complaint,
      {
        ...(unanswered === 'true' && { answeredAt: null }),
        ...(after && {
          receivedAt: { $gte: after.at },
          $or: [{ receivedAt: { $gt: after.at } }, { id: { $gt: after.id } }],
        }),
      },
      { orderBy: { receivedAt: 'asc', id: 'asc' }, limit: limit + 1 },
    ),
  );
  return toPage(rows, limit, viewComplaint, ({ receivedAt, id }) => ({ at: receivedAt, id }));
}

/** The candidate reads the answer on their page; a second one replaces the first. Throws `not_found`. */
export async function answerOperatorComplaint(
  context: OperatorContext,
  id: string,
  { text, actor }: { readonly text: string; readonly actor: AuditActor },
): Promise<OperatorComplaint> {
  return withConsole(context, async (em) => {
    const change = { answer: text, answeredBy: formatActor(actor), answeredAt: context.now() };
    const changed = await em.nativeUpdate(Complaint, { id, text: { $ne: null } }, change);
    if (changed === 0) throw new HttpProblem('not_found');
    const row = await em.findOneOrFail(Complaint, { id });
    await recordAnsweredComplaint(em, id, actor);
    return viewComplaint(row);
  });
}

const viewComplaint = (row: Complaint): OperatorComplaint => ({
  id: row.id,
  company_id: row.companyId,
  candidate_id: row.candidateId,
  received_at: row.receivedAt.toISOString(),
  notified_at: row.notifiedAt?.toISOString() ?? null,
  text: row.text ?? null,
  answer: row.answer ?? null,
  answered_at: row.answeredAt?.toISOString() ?? null,
});
