import { defineRoute, HttpProblem, rawResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { mailFrameHeaders } from '../../http/mail-frame.ts';
import { apiKey } from '../../identity/require-key.ts';
import { readStoredMessage } from './read-message.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/messages/{id}/html',
  operationId: 'showMessageHtml',
  tags: ['mails'],
  summary: 'The HTML of a mail as it was sent, to show in a frame',
  description:
    'With a Content-Security-Policy of its own: scripts, requests and forms are forbidden. 404 once the content is purged.',
  access: apiKey('mail:read'),
  problems: ['unavailable'],
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 200: rawResponse('text/html', 'The mail. Links to the candidate’s page lead nowhere.') },
});

export function addShowMessageHtml(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const { content } = await readStoredMessage(context, c.get('companyId'), c.req.valid('param').id);
    if (content === null) throw new HttpProblem('not_found');
    return c.body(content.html, 200, mailFrameHeaders);
  });
}
