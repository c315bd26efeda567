import { recordEvent } from '@goen/cases';
import { caseEvent, eventAccepted } from '@goen/contracts/public';
import { readJson, storable } from '@goen/service-kit';
import { answers, json, security } from '../../http/docs/answers.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { idempotencyHeader } from '../../http/idempotency/idempotency.ts';
import { requireScope } from '../../identity/require-key.ts';
import { refusal } from '../rejections/refusal.ts';

export function eventRoutes(app: GatewayApp, context: GatewayContext): void {
  app.openAPIRegistry.registerPath({
    method: 'post',
    path: '/v1/events',
    operationId: 'reportEvent',
    tags: ['events'],
    summary: 'Report what happened after a rejection',
    description:
      'An un-rejection, a reapplication or a hire. Answers the cases that it concerns, none when it concerns nobody known. An un-rejection counts for older rejections that are reported after it, too.',
    security,
    request: {
      headers: idempotencyHeader,
      body: { required: true, content: { 'application/json': { schema: caseEvent } } },
    },
    responses: answers({ 202: json(eventAccepted, 'Accepted.') }, 400, 401, 403, 409, 413, 415, 422),
  });
  app.post('/v1/events', requireScope('events:write'), async (c) => {
    const event = storable(await readJson(c, caseEvent));
    const result = await recordEvent({ orm: context.orm, now: context.now() }, c.get('key').companyId, event);
    if (result.kind === 'refused') throw refusal(result);
    return c.json({ case_ids: [...result.caseIds] }, 202);
  });
}
