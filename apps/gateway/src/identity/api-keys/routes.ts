import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { addCreateApiKey } from './create-api-key.route.ts';
import { addListApiKeys } from './list-api-keys.route.ts';
import { addRevokeApiKey } from './revoke-api-key.route.ts';
import { addRotateApiKey } from './rotate-api-key.route.ts';

export function addApiKeyRoutes(app: GatewayApp, context: GatewayContext): void {
  addListApiKeys(app, context);
  addCreateApiKey(app, context);
  addRotateApiKey(app, context);
  addRevokeApiKey(app, context);
}
