import { lateResult } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { requestLateResult } from './request-late-result.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/rejections/{rejection_id}/late-result',
  operationId: 'requestLateResult',
  tags: ['mails'],
  summary: 'Send a result that was reported late',
  description:
    'A rejection that was reported late, or whose date is unknown, is never mailed by itself. This sends its result to this one person, in the wording `rejection_late`, which apologises: in the next sending window, and after the approval and the personal note that your settings require.',
  access: apiKey('mail:write'),
  idempotent: true,
  problems: ['not_found', 'result_not_late'],
  request: {
    params: z.object({ rejection_id: z.uuid() }),
  },
  responses: { 202: jsonResponse(lateResult, 'The mail is in the queue.') },
});

export function addRequestLateResult(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const { rejection_id: id } = c.req.valid('param');
    return c.json(await requestLateResult(context, c.get('companyId'), id, readActor(c)), 202);
  });
}
