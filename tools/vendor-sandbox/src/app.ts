import { Hono } from 'hono';
import { herpApi } from './herp/herp-api.ts';
import { hubspotApi } from './hubspot/hubspot-api.ts';
import { renderOverviewPage } from './overview-page/overview-page.ts';
import type { VendorSandboxOptions } from './sandbox-options.ts';
import { sandboxRoutes } from './sandbox-routes.ts';
import type { Vendors } from './vendors.ts';
import { accountsApi } from './zoho/accounts-api.ts';
import { recruitApi } from './zoho/recruit-api.ts';

/** All vendors on one port (their paths do not overlap), with the overview page and the sandbox's own routes. */
export function createApp(vendors: Vendors, limits: NonNullable<VendorSandboxOptions['limits']>) {
  const { herp, zoho, hubspot, zohoTokens: tokens, faults, now } = vendors;
  const app = new Hono();
  app.route('/hire/v1', herpApi({ store: herp, faults, now }, limits.herp ?? {}));
  app.route('/oauth/v2', accountsApi({ tokens, faults }, limits.zoho ?? {}));
  app.route('/recruit/v2', recruitApi({ store: zoho, tokens, faults }, limits.zoho ?? {}));
  app.route('/', hubspotApi({ store: hubspot, faults, now }, limits.hubspot ?? {}));
  app.route('/sandbox', sandboxRoutes(vendors));
  app.get('/', (c) => c.html(renderOverviewPage(vendors)));
  app.onError((error, c) => {
    console.error(error);
    return c.json({ message: 'Internal error of the vendor sandbox.' }, 500);
  });
  return app;
}
