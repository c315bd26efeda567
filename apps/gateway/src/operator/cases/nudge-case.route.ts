import { z } from 'zod';
import type { GatewayApp } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { defineOperatorRoute } from '../define-operator-route.ts';
import type { OperatorContext } from '../operator-context.ts';
import { nudgeOperatorCase } from './change-case.ts';

const route = defineOperatorRoute({
  method: 'post',
  path: '/operator/cases/{id}/nudge',
  operationId: 'nudgeOperatorCase',
  tags: ['operator-cases'],
  summary: 'Make a case decide now, and start its workflow if there is none',

  request: { params: z.object({ id: z.uuid() }) },
  responses: { 204: { description: 'It decides within seconds.' } },
});

export function addNudgeOperatorCase(app: GatewayApp, context: OperatorContext): void {
  app.openapi(route, async (c) => {
    const { id } = c.req.valid('param');
    await nudgeOperatorCase(context, id, readActor(c));
    return c.body(null, 204);
  });
}
