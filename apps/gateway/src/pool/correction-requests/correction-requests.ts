import { CorrectionRequest, type Em } from '@goen/case-store';
import { type AuditActor, loadActors, recordAudit, type ViewActor } from '@goen/cases';
import type { correctionAnswer, correctionRequest, correctionRequestQuery } from '@goen/contracts/public';
import { formatActor } from '@goen/contracts/workflow';
import { HttpProblem, isAfter, type Page, readCursor, toPage } from '@goen/service-kit';
import type { z } from 'zod';

type View = z.infer<typeof correctionRequest>;

/** A page of what candidates asked to be corrected, the latest first. */
export async function listCorrectionRequests(
  em: Em,
  companyId: string,
  { cursor, limit, state }: z.output<typeof correctionRequestQuery>,
): Promise<Page<View>> {
  const rows = await em.find(
    CorrectionRequest,
    { companyId, state, ...isAfter('askedAt', readCursor(cursor)) },
    { orderBy: [{ askedAt: 'desc' }, { id: 'desc' }], limit: limit + 1 },
  );
  const viewActor = await loadActors(
    em,
    rows.map(({ answeredBy }) => answeredBy),
  );
  return toPage(
    rows,
    limit,
    (row) => view(row, viewActor),
    ({ askedAt, id }) => ({ at: askedAt, id }),
  );
}

type Answer = z.output<typeof correctionAnswer> & {
  readonly companyId: string;
  readonly id: string;
  readonly actor: AuditActor;
  readonly now: Date;
};

/** Throws `not_found` and `correction_answered`. */
export async function answerCorrectionRequest(
  em: Em,
  { companyId, id, actor, now, outcome, answer }: Answer,
): Promise<View> {
  await em.execute('select 1 from correction_request where id = ? for update', [id]);
  const request = await em.findOne(CorrectionRequest, { id });
  if (request === null) throw new HttpProblem('not_found');
  if (request.state !== 'open') throw new HttpProblem('correction_answered');
  Object.assign(request, { state: outcome, answer: answer ?? null, answeredBy: formatActor(actor), answeredAt: now });
  await em.flush();
  const subject = { type: 'candidate', id: request.candidateId };
  await recordAudit(em, { companyId, actor, action: 'correction_request.answered', subject, data: { outcome } });
  return view(request, await loadActors(em, [request.answeredBy]));
}

const view = (request: CorrectionRequest, viewActor: ViewActor): View => ({
  id: request.id,
  candidate_id: request.candidateId,
  text: request.text,
  state: request.state,
  asked_at: request.askedAt.toISOString(),
  answer: request.answer ?? null,
  answered_by: viewActor(request.answeredBy),
  answered_at: request.answeredAt?.toISOString() ?? null,
});
