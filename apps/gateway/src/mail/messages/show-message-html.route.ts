import { defineRoute, HttpProblem, rawResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { readStoredMessage } from './read-message.ts';

/** For a sandboxed frame of our own console: no script, no request, no form, no way out of the frame. */
const contentSecurityPolicy =
  "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

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
    return c.body(content.html, 200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'private, no-store',
    });
  });
}
