import { previewMailEdit } from '@goen/contracts/public';
import { defineRoute, HttpProblem, jsonBody } from '@goen/service-kit';
import { z } from 'zod';
import { askService } from '../../http/ask-service.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { previewResponse, sendPreview } from '../wordings/preview-response.ts';
import { findQueuedRequest } from './find-queued-request.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/mails/{case_id}/preview',
  operationId: 'previewMailEdit',
  tags: ['mails'],
  summary: 'Preview a mail in the queue with another text',
  description:
    'As its candidate would receive it. Nothing is stored; faults of the text are problems with their place.',
  access: apiKey('mail:read'),
  problems: ['not_found', 'unavailable'],
  request: {
    params: z.object({ case_id: z.uuid() }),
    body: jsonBody(previewMailEdit, {
      kind: 'rejection',
      wording: { subject: '選考結果のご連絡', body: '{{addressee}}\n\n面接ではありがとうございました。' },
    }),
  },
  responses: { 200: previewResponse },
});

export function addPreviewMailEdit(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const { kind, wording } = c.req.valid('json');
    const request = await findQueuedRequest(context, c.get('companyId'), c.req.valid('param').case_id, kind);
    if (request === null) throw new HttpProblem('not_found');
    const body = { ...request, wording };
    const answer = await askService(context.mail, '/messages/preview', { method: 'POST', query: { as: 'html' }, body });
    return sendPreview(c, answer, 'html');
  });
}
