import { withCompany } from '@goen/case-store';
import { correctionAnswer, correctionRequest } from '@goen/contracts/public';
import { defineRoute, jsonBody, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { answerCorrectionRequest } from './correction-requests.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/correction-requests/{id}/answer',
  operationId: 'answerCorrectionRequest',
  tags: ['candidates'],
  summary: 'Say what came of a request for a correction',
  description:
    'Correct the details first (`PATCH /v1/candidates/{id}`). The outcome and the answer appear on the candidate’s page.',
  access: apiKey('candidates:write'),
  idempotent: true,
  problems: ['correction_answered'],
  request: { params: z.object({ id: z.uuid() }), body: jsonBody(correctionAnswer, { outcome: 'done' }) },
  responses: { 200: jsonResponse(correctionRequest, 'The answered request.') },
});

export function addAnswerCorrectionRequest(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const companyId = c.get('companyId');
    const answer = { ...c.req.valid('json'), companyId, id: c.req.valid('param').id, actor: readActor(c) };
    const now = context.now();
    return c.json(
      await withCompany(context.orm, companyId, (em) => answerCorrectionRequest(em, { ...answer, now })),
      200,
    );
  });
}
