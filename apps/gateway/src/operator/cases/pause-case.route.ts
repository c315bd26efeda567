import { z } from 'zod';
import type { GatewayApp } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { defineOperatorRoute } from '../define-operator-route.ts';
import type { OperatorContext } from '../operator-context.ts';
import { decideOperatorCase } from './change-case.ts';

const route = defineOperatorRoute({
  method: 'post',
  path: '/operator/cases/{id}/pause',
  operationId: 'pauseOperatorCase',
  tags: ['operator-cases'],
  summary: 'Hold the next mail of a case until it is resumed',
  problems: ['mail_changed', 'mail_under_way'],

  request: { params: z.object({ id: z.uuid() }) },
  responses: { 204: { description: 'The mail is held.' } },
});

export function addPauseOperatorCase(app: GatewayApp, context: OperatorContext): void {
  app.openapi(route, async (c) => {
    const { id } = c.req.valid('param');
    await decideOperatorCase(context, id, { action: 'hold', actor: readActor(c) });
    return c.body(null, 204);
  });
}
