import { acceptRejectionsWithOutlook } from '@goen/cases';
import { findDroppedFields, maxBodyBytes, rejectionAccepted, rejectionReport } from '@goen/contracts/public';
import { defineRoute, HttpProblem, jsonBody, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { refusalProblem } from '../../http/refusal-problem.ts';
import { apiKey } from '../../identity/require-key.ts';
import { toIntakeContext, viewAccepted } from './view-accepted.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/rejections',
  operationId: 'reportRejection',
  tags: ['rejections'],
  summary: 'Report a rejected candidate',
  description: `The first report and each repeat return 202. At most ${maxBodyBytes / 1024} kB.`,
  access: apiKey('rejections:write'),
  idempotent: true,
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
  app.openapi(route, async (c) => {
    const report = { ...c.req.valid('json'), dropped_fields: findDroppedFields(await c.req.json()) };
    const [result] = await acceptRejectionsWithOutlook(toIntakeContext(context, c.get('key')), [report]);
    if (result?.kind !== 'accepted') throw result ? refusalProblem(result) : new HttpProblem('internal_error');
    return c.json(viewAccepted(result), 202);
  });
}
