import { type Em, FeedbackRequest, Rejection, withCompany } from '@goen/case-store';
import { loadActors, type ViewActor } from '@goen/cases';
import type { FeedbackRequestPage, FeedbackRequestQuery, FeedbackRequestView } from '@goen/contracts/public';
import { readCursor, toPage } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { readCandidateNames } from '../../services/read-candidate-names.ts';
import { readCompanySettings } from '../../services/read-company-settings.ts';

/** A page of the company's requests in one state. Nobody answers a request whose case has ended; one that was merged away
 * still sends its answer. */
export function listFeedbackRequests(
  { orm }: GatewayContext,
  companyId: string,
  query: FeedbackRequestQuery,
): Promise<FeedbackRequestPage> {
  const after = readCursor(query.cursor);
  return withCompany(orm, companyId, async (em) => {
    const { feedback } = await readCompanySettings(em, companyId);
    const requests = await em.execute<{ id: string; created_at: string }[]>(
      `select r.id, to_json(r.created_at) #>> '{}' as created_at from feedback_request r
       where r.company_id = ? and r.state = ?
         and (r.state <> 'open' or exists (select from follow_up_case c where c.id = r.case_id
           and (c.state = 'open' or c.closed_reason = 'superseded')))
         and (?::timestamptz is null or (r.created_at, r.id) < (?::timestamptz, ?::uuid))
       order by r.created_at desc, r.id desc limit ?`,
      [companyId, query.state, after?.at ?? null, after?.at ?? null, after?.id ?? null, query.limit + 1],
    );
    const views = await viewRequests(
      em,
      requests.map(({ id }) => id),
    );
    const page = toPage(
      requests.flatMap(({ id, created_at: createdAt }) => {
        const view = views.get(id);
        return view ? [{ id, at: new Date(createdAt), view }] : [];
      }),
      query.limit,
      ({ view }) => view,
      ({ at, id }) => ({ at, id }),
    );
    return { ...page, phrases: feedback.phrases };
  });
}

async function viewRequests(em: Em, ids: readonly string[]): Promise<Map<string, FeedbackRequestView>> {
  const requests = await em.find(FeedbackRequest, { id: { $in: [...ids] } });
  const rejections = await em.find(Rejection, { id: { $in: requests.map(({ rejectionId }) => rejectionId) } });
  const byId = new Map(rejections.map((rejection) => [rejection.id, rejection]));
  const viewActor = await loadActors(
    em,
    requests.map(({ answeredBy }) => answeredBy),
  );
  const nameOf = await readCandidateNames(
    em,
    requests.map(({ candidateId }) => candidateId),
  );
  return new Map(
    requests.map((request) => {
      const about = { rejection: byId.get(request.rejectionId), name: nameOf(request.candidateId) };
      return [request.id, viewRequest(request, about, viewActor)];
    }),
  );
}

type About = {
  readonly rejection: Pick<Rejection, 'jobName' | 'stage'> | undefined;
  readonly name: string | null;
};

const viewRequest = (
  request: FeedbackRequest,
  { rejection, name }: About,
  viewActor: ViewActor,
): FeedbackRequestView => ({
  id: request.id,
  case_id: request.caseId,
  candidate_id: request.candidateId,
  name,
  rejection_id: request.rejectionId,
  job_name: rejection?.jobName ?? null,
  stage: rejection?.stage ?? 'other',
  state: request.state,
  requested_at: request.createdAt.toISOString(),
  due_on: request.dueOn,
  answered_by: viewActor(request.answeredBy),
  answered_at: request.answeredAt?.toISOString() ?? null,
});

export async function viewFeedbackRequest(em: Em, request: FeedbackRequest): Promise<FeedbackRequestView> {
  const rejection = await em.findOne(Rejection, { id: request.rejectionId });
  const nameOf = await readCandidateNames(em, [request.candidateId]);
  const about = { rejection: rejection ?? undefined, name: nameOf(request.candidateId) };
  return viewRequest(request, about, await loadActors(em, [request.answeredBy]));
}
