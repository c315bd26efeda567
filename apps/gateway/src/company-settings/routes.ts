import type { GatewayApp, GatewayContext } from '../http/gateway-app.ts';
import { addChangeSettings } from './change-settings.route.ts';
import { addGetSettings } from './get-settings.route.ts';
import { addListSendingDays } from './list-sending-days.route.ts';

export function addSettingsRoutes(app: GatewayApp, context: GatewayContext): void {
  addGetSettings(app, context);
  addChangeSettings(app, context);
  addListSendingDays(app, context);
}
