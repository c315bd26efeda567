import { wordingVersion } from '@goen/contracts/internal';
import { wordingTargetV1, wordingV1 } from '@goen/contracts/public';
import { formatActor } from '@goen/contracts/workflow';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import { askService } from '../../http/ask-service.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { auditRequest } from '../../identity/audit-request.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { auditWording, toWordingTarget, viewWordings } from './wording-views.ts';

const route = defineRoute({
  method: 'delete',
  path: '/v1/wordings',
  operationId: 'retireWording',
  tags: ['wordings'],
  summary: 'Retire a wording',
  description: 'From the next mail on, the wording that fits next best is used, else the built-in one.',
  access: apiKey('mail:write'),
  problems: ['not_found', 'unavailable'],
  request: { query: wordingTargetV1 },
  responses: { 200: jsonResponse(wordingV1, 'The version that retires it.') },
});

export function addRetireWording(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const target = toWordingTarget(c.req.valid('query'));
    const query = { company: c.get('companyId'), savedBy: formatActor(readActor(c)), ...target };
    const answer = await askService(context.mail, '/wordings', { method: 'DELETE', query });
    const retired = wordingVersion.parse(await answer.json());
    await auditRequest(context, c, auditWording('wording.retired', retired));
    const [view] = await viewWordings(context, c.get('companyId'), [retired]);
    return c.json(view, 200);
  });
}
