import { preview } from '@goen/contracts/internal';
import { mailPreviewQuery } from '@goen/contracts/public';
import { defineRoute, HttpProblem, rawResponse } from '@goen/service-kit';
import { z } from 'zod';
import { askService } from '../../http/ask-service.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { mailFrameHeaders } from '../../http/mail-frame.ts';
import { apiKey } from '../../identity/require-key.ts';
import { findQueuedRequest } from './find-queued-request.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/mails/{case_id}/html',
  operationId: 'showMailHtml',
  tags: ['mails'],
  summary: 'The HTML of a mail in the queue, to show in a frame',
  description: `
The same mail as \`GET /v1/mails/{case_id}/preview\`, with a Content-Security-Policy of its own: scripts, requests and forms
are forbidden, and the links to the candidate’s page lead nowhere.`,
  access: apiKey('mail:read'),
  problems: ['not_found', 'unavailable'],
  request: { params: z.object({ case_id: z.uuid() }), query: z.strictObject({ kind: mailPreviewQuery.shape.kind }) },
  responses: { 200: rawResponse('text/html', 'The mail as its candidate would receive it.') },
});

export function addShowMailHtml(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const { kind } = c.req.valid('query');
    const request = await findQueuedRequest(context, c.get('companyId'), c.req.valid('param').case_id, kind);
    if (request === null) throw new HttpProblem('not_found');
    const form = { method: 'POST', query: { as: 'html' }, body: request } as const;
    const { html } = preview.parse(await (await askService(context.mail, '/messages/preview', form)).json());
    return c.body(html ?? '', 200, mailFrameHeaders);
  });
}
