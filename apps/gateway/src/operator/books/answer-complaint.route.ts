import { newComplaintAnswer, operatorComplaint } from '@goen/contracts/public';
import { jsonBody, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { defineOperatorRoute } from '../define-operator-route.ts';
import type { OperatorContext } from '../operator-context.ts';
import { answerOperatorComplaint } from './complaints.ts';

const example = { text: 'ご指摘をいただき、ありがとうございます。ご登録の内容を訂正いたしました。' };
const route = defineOperatorRoute({
  method: 'post',
  path: '/operator/complaints/{id}/answer',
  operationId: 'answerComplaint',
  tags: ['operator-books'],
  summary: 'Answer a complaint: the candidate reads it on their page',
  request: { params: z.object({ id: z.uuid() }), body: jsonBody(newComplaintAnswer, example) },
  responses: { 200: jsonResponse(operatorComplaint, 'The complaint with its answer.') },
});

export function addAnswerComplaint(app: GatewayApp, context: OperatorContext): void {
  app.openapi(route, async (c) => {
    const { id } = c.req.valid('param');
    const answer = { text: c.req.valid('json').text, actor: readActor(c) };
    return c.json(await answerOperatorComplaint(context, id, answer), 200);
  });
}
