import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { addDecideSharedAddress } from './decide-shared-address.route.ts';
import { addListSharedAddresses } from './list-shared-addresses.route.ts';

/** Addresses of several candidates, and the decision whose they are. */
export function addSharedAddressRoutes(app: GatewayApp, context: GatewayContext): void {
  addListSharedAddresses(app, context);
  addDecideSharedAddress(app, context);
}
