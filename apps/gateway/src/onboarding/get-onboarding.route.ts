import { onboarding } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../http/gateway-app.ts';
import { apiKey } from '../identity/require-key.ts';
import { readOnboarding } from './read-onboarding.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/onboarding',
  operationId: 'getOnboarding',
  tags: ['settings'],
  summary: 'How far your company is set up',
  description: `
Read from what is there, so there is nothing to tick off: the sender's identity in the settings, the state of the domain,
sending hours that somebody saved, a stated basis for keeping, a connection or a registration link or a first report, a
finished dry run, a first approval, and a second member.`,
  access: apiKey('settings:manage'),
  responses: { 200: jsonResponse(onboarding, 'The steps, in the order in which they are best done.') },
});

export function addOnboarding(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => c.json(await readOnboarding(context, c.get('companyId')), 200));
}
