import { previewReply } from '@goen/contracts/public';
import { defineRoute, HttpProblem, jsonBody } from '@goen/service-kit';
import { z } from 'zod';
import { askService } from '../../http/ask-service.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { previewResponse, sendPreview } from '../../mail/wordings/preview-response.ts';
import { buildReplyPreview } from './build-reply-preview.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/re-invitations/{id}/reply-preview',
  operationId: 'previewReplyToInterest',
  tags: ['re-invitations'],
  summary: 'Preview the mail that answers an interest',
  description:
    'With the wording of its kind or your own text. Nothing is stored; faults of the text are problems with their place.',
  access: apiKey('positions:read', 'candidates:read'),
  // Changes nothing.
  idempotent: false,
  problems: ['not_found', 'unavailable'],
  request: { params: z.object({ id: z.uuid() }), body: jsonBody(previewReply, { reply: 'talk' }) },
  responses: { 200: previewResponse },
});

export function addPreviewReply(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const body = await buildReplyPreview(context, c.get('companyId'), c.req.valid('param').id, c.req.valid('json'));
    if (body === null) throw new HttpProblem('not_found');
    const answer = await askService(context.mail, '/messages/preview', { method: 'POST', query: { as: 'html' }, body });
    return sendPreview(c, answer, 'html');
  });
}
