import { mailPreviewQuery } from '@goen/contracts/public';
import { defineRoute, HttpProblem } from '@goen/service-kit';
import { z } from 'zod';
import { askService } from '../../http/ask-service.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { previewResponse, sendPreview } from '../wordings/preview-response.ts';
import { findQueuedRequest } from './find-queued-request.ts';
import { readLastWriting } from './read-last-writing.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/mails/{case_id}/preview',
  operationId: 'previewMail',
  tags: ['mails'],
  summary: 'Preview a mail in the queue as its candidate would receive it',
  description: `
The next mail of the case, about an introduction of its candidate, or about an opening; the one of \`kind\`, else the soonest.
With the text of an approved edit, and who last wrote anything of it. The links to the candidate’s page lead nowhere.`,
  access: apiKey('mail:read'),
  problems: ['not_found', 'picture_unavailable', 'unavailable'],
  request: { params: z.object({ case_id: z.uuid() }), query: mailPreviewQuery },
  responses: { 200: previewResponse },
});

export function addPreviewMail(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const { as, width, color_scheme: colorScheme, kind } = c.req.valid('query');
    const companyId = c.get('companyId');
    const { case_id: caseId } = c.req.valid('param');
    const request = await findQueuedRequest(context, companyId, caseId, kind);
    if (request === null) throw new HttpProblem('not_found');
    const query = { as, width, colorScheme };
    const answer = await askService(context.mail, '/messages/preview', { method: 'POST', query, body: request });
    return sendPreview(c, answer, as, async (shown) => ({
      ...(shown.digest === undefined ? {} : { digest: shown.digest }),
      last_written: await readLastWriting(context, { companyId, caseId, request }, shown),
    }));
  });
}
