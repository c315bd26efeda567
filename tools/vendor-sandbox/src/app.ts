import { Hono } from 'hono';
import { booksPage } from './books-page/books-page.ts';
import { herpApi } from './herp/herp-api.ts';
import { hubspotApi } from './hubspot/hubspot-api.ts';
import type { VendorSandboxOptions } from './sandbox-options.ts';
import { sandboxRoutes } from './sandbox-routes.ts';
import type { Vendors } from './vendors.ts';
import { accountsApi } from './zoho/accounts-api.ts';
import { recruitApi } from './zoho/recruit-api.ts';

/** All vendors on one port, for their paths do not meet, and beside them the books' page and the sandbox's own. */
export function createApp(vendors: Vendors, limits: NonNullable<VendorSandboxOptions['limits']>) {
  const { herp, zoho, hubspot, zohoTokens: tokens, faults, now } = vendors;
  const app = new Hono();
  app.route('/hire/v1', herpApi({ books: herp, faults, now }, limits.herp ?? {}));
  app.route('/oauth/v2', accountsApi({ tokens, faults }, limits.zoho ?? {}));
  app.route('/recruit/v2', recruitApi({ books: zoho, tokens, faults }, limits.zoho ?? {}));
  app.route('/', hubspotApi({ books: hubspot, faults, now }, limits.hubspot ?? {}));
  app.route('/sandbox', sandboxRoutes(vendors));
  app.get('/', (c) => c.html(booksPage(vendors)));
  app.onError((error, c) => {
    console.error(error);
    return c.json({ message: 'The sandbox itself failed.' }, 500);
  });
  return app;
}
