import { connectionKinds as connectionKindsSchema } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import type { GatewayApp } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { connectionKinds, viewConnectionKind } from './connection-kinds.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/connection-kinds',
  operationId: 'listConnectionKinds',
  tags: ['connections'],
  summary: 'List the systems that can be connected',
  description: 'Each with its channels and the JSON Schemas of its settings and secrets.',
  access: apiKey('connections:manage'),
  responses: { 200: jsonResponse(connectionKindsSchema, 'All kinds.') },
});

export function addListConnectionKinds(app: GatewayApp): void {
  app.openapi(route, (c) => c.json({ items: [...connectionKinds.values()].map(viewConnectionKind) }, 200));
}
