import { newRetention, retentionState } from '@goen/contracts/public';
import { jsonBody, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { defineOperatorRoute } from '../define-operator-route.ts';
import type { OperatorContext } from '../operator-context.ts';
import { setRetention } from './set-retention.ts';

const route = defineOperatorRoute({
  method: 'put',
  path: '/operator/retention/{kind}',
  operationId: 'setRetention',
  tags: ['operator-platform'],
  summary: 'Set for how many days one kind of data is kept, from its next purge on',
  description:
    'Within the bounds of the kind. Fewer days delete at the next purge what is older: count first what that is (`GET /operator/retention/preview`). `version` is refused once somebody else has changed the days.',
  problems: ['not_found', 'settings_changed', 'unavailable'],
  request: {
    params: z.object({ kind: z.string().max(50) }),
    body: jsonBody(newRetention, { keep_days: 60, version: 0 }),
  },
  responses: { 200: jsonResponse(retentionState, 'The kind as it is kept now.') },
});

export function addSetRetention(app: GatewayApp, context: OperatorContext): void {
  app.openapi(route, async (c) => {
    const { kind } = c.req.valid('param');
    return c.json(await setRetention(context, kind, c.req.valid('json'), readActor(c)), 200);
  });
}
