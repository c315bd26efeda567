import { CorrectionRequest, type Em } from '@goen/case-store';
import { type AuditActor, loadActors, recordAudit, type ViewActor } from '@goen/cases';
import type { correctionAnswer, correctionRequest, correctionRequestQuery } from '@goen/contracts/public';
import { formatActor } from '@goen/contracts/workflow';
import { HttpProblem, isAfter, type Page, readCursor, toPage } from '@goen/service-kit';
import type { z } from 'zod';
import { readCandidateNames } from '../../services/read-candidate-names.ts';

type View = z.infer<typeof correctionRequest>;

/** A page of what candidates asked to be corrected, the latest first. */
export async function listCorrectionRequests(
  em: Em,
  companyId: string,
  { cursor, limit, state, candidate_id: candidateId }: z.output<typeof correctionRequestQuery>,
): Promise<Page<View>> {
  const rows = await em.find(
    CorrectionRequest,
    {
      companyId,
      state,
      ...(candidateId === undefined ? {} : { candidateId }),
      ...isAfter('askedAt', readCursor(cursor)),
    },
    { orderBy: [{ askedAt: 'desc' }, { id: 'desc' }], limit: limit + 1 },
  );
  const viewActor = await loadActors(
    em,
    rows.map(({ answeredBy }) => answeredBy),
  );
  const nameOf = await readCandidateNames(
    em,
    rows.map(({ candidateId }) => candidateId),
  );
  return toPage(
    rows,
    limit,
    (row) => view(row, nameOf(row.candidateId), viewActor),
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
  const nameOf = await readCandidateNames(em, [request.candidateId]);
  return view(request, nameOf(request.candidateId), await loadActors(em, [request.answeredBy]));
}

const view = (request: CorrectionRequest, name: string | null, viewActor: ViewActor): View => ({
  id: request.id,
  candidate_id: request.candidateId,
  name,
  text: request.text,
  state: request.state,
  asked_at: request.askedAt.toISOString(),
  answer: request.answer ?? null,
  answered_by: viewActor(request.answeredBy),
  answered_at: request.answeredAt?.toISOString() ?? null,
});
