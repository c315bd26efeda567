import { newPosition, positionView } from '@goen/contracts/public';
import { defineRoute, jsonBody, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { openPosition } from './save-position.ts';
import { viewPosition } from './view-position.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/positions',
  operationId: 'openPosition',
  tags: ['positions'],
  summary: 'Open a position',
  description:
    'Tags may be in Japanese or English. Criteria that the law forbids are refused with the code `sensitive_tag`.',
  access: apiKey('positions:write'),
  idempotent: true,
  request: {
    body: jsonBody(newPosition, {
      title: 'バックエンドエンジニア',
      url: 'https://hinode.example.jp/jobs/1',
      required: [{ kind: 'skill', value: 'TypeScript' }],
      desired: [{ kind: 'orientation', value: 'フルリモート' }],
      regions: ['東京都'],
      min_years: 3,
      seats: 2,
    }),
  },
  responses: { 201: jsonResponse(positionView, 'The new position.') },
});

export function addOpenPosition(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const position = await openPosition(context, c.get('key').companyId, c.req.valid('json'));
    return c.json(viewPosition(position), 201);
  });
}
