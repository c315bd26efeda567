import { licenceState } from '@goen/contracts/public';
import { jsonResponse } from '@goen/service-kit';
import type { GatewayApp } from '../../http/gateway-app.ts';
import { defineOperatorRoute } from '../define-operator-route.ts';
import type { OperatorContext } from '../operator-context.ts';
import { readLicence } from './licence.ts';

const route = defineOperatorRoute({
  method: 'get',
  path: '/operator/licence',
  operationId: 'getLicence',
  tags: ['operator-books'],
  summary: 'Get the placement licence, its expiry and the referrals that wait for one',
  responses: { 200: jsonResponse(licenceState, 'The licence.') },
});

export function addGetLicence(app: GatewayApp, context: OperatorContext): void {
  app.openapi(route, async (c) => c.json(await readLicence(context), 200));
}
