import { companySettingsView } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../http/gateway-app.ts';
import { apiKey } from '../identity/require-key.ts';
import { loadCompanySettings } from '../services/read-company-settings.ts';
import { toSettingsTag, viewSettings } from './view-settings.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/settings',
  operationId: 'getSettings',
  tags: ['settings'],
  summary: 'Get the settings of your company',
  description: '`ETag` names this state: send it as `If-Match` with a change.',
  access: apiKey('settings:read'),
  responses: { 200: jsonResponse(companySettingsView, 'The settings, defaults filled in.') },
});

export function addGetSettings(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const settings = await loadCompanySettings(context.orm, c.get('companyId'));
    c.header('etag', toSettingsTag(settings));
    return c.json(viewSettings(settings), 200);
  });
}
