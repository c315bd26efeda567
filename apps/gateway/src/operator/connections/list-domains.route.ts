import { operatorDomainQuery, operatorDomains } from '@goen/contracts/public';
import { jsonResponse } from '@goen/service-kit';
import type { GatewayApp } from '../../http/gateway-app.ts';
import { defineOperatorRoute } from '../define-operator-route.ts';
import type { OperatorContext } from '../operator-context.ts';
import { listDomains } from './list-domains.ts';

const route = defineOperatorRoute({
  method: 'get',
  path: '/operator/domains',
  operationId: 'listOperatorDomains',
  tags: ['operator-connections'],
  summary:
    'List the sender domains of all companies with the state of their DNS and their rates of bounces and complaints',
  request: { query: operatorDomainQuery },
  responses: {
    200: jsonResponse(operatorDomains, 'The domains, those whose mails wait first, then by their rate of bounces.'),
  },
});

export function addListDomains(app: GatewayApp, context: OperatorContext): void {
  app.openapi(route, async (c) => c.json(await listDomains(context, c.req.valid('query')), 200));
}
