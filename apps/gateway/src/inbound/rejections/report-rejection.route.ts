import { createReportRequests, type RequestResult, type StoredResponse } from '@goen/cases';
import { findDroppedFields, maxBodyBytes, rejectionAccepted, rejectionReport } from '@goen/contracts/public';
import { defineRoute, HttpProblem, jsonBody, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { replay } from '../../http/idempotency/idempotency.ts';
import { readRequestKey } from '../../http/idempotency/request-key.ts';
import { inProgress } from '../../http/idempotency/responses.ts';
import { refusalProblem } from '../../http/refusal-problem.ts';
import { apiKey } from '../../identity/require-key.ts';
import { rememberAccepted } from '../../services/accepted-cases.ts';
import { viewAccepted } from './view-accepted.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/rejections',
  operationId: 'reportRejection',
  tags: ['rejections'],
  summary: 'Report a rejected candidate',
  description: `The first report and each repeat return 202. At most ${maxBodyBytes / 1024} kB.`,
  access: apiKey('rejections:write'),
  idempotent: 'handler',
  problems: ['rejected_in_future', 'unknown_connection', 'withdrawn_by_candidate'],
  request: {
    body: jsonBody(rejectionReport, {
      source: { ats: 'herp' },
      application: {
        remote_id: 'A-1',
        rejected_at: '2026-11-24T10:00:00+09:00',
        current_stage: { name: '一次面接', kind: 'interview', order: 2 },
      },
      candidate: {
        remote_id: 'C-1',
        family_name: '佐藤',
        given_name: '美咲',
        emails: [{ value: 'misaki@example.jp', type: 'personal' }],
        tags: [{ kind: 'skill', value: 'TypeScript' }],
      },
      job: { name: 'バックエンドエンジニア', category: 'engineer' },
    }),
  },
  responses: {
    202: jsonResponse(rejectionAccepted, 'Accepted by this report or an earlier one of the same rejection.'),
  },
});

export function addReportRejection(app: GatewayApp, context: GatewayContext): void {
  const requests = createReportRequests(context);
  app.openapi(route, async (c): Promise<never> => {
    const report = { ...c.req.valid('json'), dropped_fields: findDroppedFields(await c.req.json()) };
    const key = await readRequestKey(c);
    let caseId: string | null = null;
    const respond: typeof toResponse = (accepted) => {
      ({ caseId } = accepted);
      return toResponse(accepted);
    };
    const result = await requests.accept(c.get('companyId'), { report, key, toResponse: respond });
    if (caseId !== null) rememberAccepted(caseId);
    // The response is stored as it was sent, so it is not typed by its schema.
    return toHttpResponse(result) as never;
  });
}

const toResponse = (accepted: Parameters<typeof viewAccepted>[0]): StoredResponse => ({
  status: 202,
  contentType: 'application/json',
  body: JSON.stringify(viewAccepted(accepted)),
});

function toHttpResponse(result: RequestResult): Response {
  switch (result.kind) {
    case 'refused':
      throw refusalProblem(result);
    case 'key_reused':
      throw new HttpProblem('idempotency_key_reused');
    case 'in_progress':
      throw inProgress();
    case 'response': {
      const { status, contentType, body } = result.response;
      if (result.replayed) return replay(result.response);
      return new Response(body, { status, headers: { 'content-type': contentType } });
    }
  }
}
