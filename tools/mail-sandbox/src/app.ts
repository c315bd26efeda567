import { Hono } from 'hono';
import type { Faults } from './faults/faults.ts';
import type { Stats } from './faults/stats.ts';
import { type HubspotOptions, hubspotApi } from './hubspot/hubspot-api.ts';
import { inboxRoutes } from './inbox/routes.ts';
import type { Acceptance } from './mails/acceptance.ts';
import type { Books } from './mails/books.ts';
import type { MailStore } from './mails/mail-store.ts';
import { apiError, refuse } from './resend/api-error.ts';
import { type ResendOptions, resendApi } from './resend/resend-api.ts';
import { sandboxRoutes } from './sandbox-routes.ts';
import { type SendgridOptions, sendgridApi } from './sendgrid/sendgrid-api.ts';
import type { Events } from './webhooks/events.ts';
import type { Outbox } from './webhooks/outbox.ts';

/** What every provider's part works on. */
export type Surroundings = Pick<Books, 'domains' | 'suppressions' | 'sendStatuses'> & {
  readonly store: MailStore;
  readonly acceptance: Acceptance;
  readonly events: Events;
  readonly outbox: Outbox;
  readonly faults: Faults;
  readonly stats: Stats;
  readonly sendgridPublicKey: string;
  readonly now: () => Date;
};

export type AppOptions = { resend: ResendOptions; sendgrid: SendgridOptions; hubspot: HubspotOptions };

/** The three APIs on one port, for their paths do not meet, and beside them the inbox and the sandbox's own. */
export function createApp(at: Surroundings, options: AppOptions) {
  const app = new Hono();
  app.route('/', resendApi(at, options.resend));
  app.route('/v3', sendgridApi(at, options.sendgrid));
  app.route('/marketing/v3', hubspotApi(at, options.hubspot));
  app.route('/sandbox', sandboxRoutes(at));
  app.route('/', inboxRoutes(at));
  app.notFound((c) => refuse(c, apiError('not_found', 'The requested endpoint does not exist')));
  app.onError((error, c) => {
    console.error(error);
    return refuse(c, apiError('internal_server_error', 'An unexpected error occurred.'));
  });
  return app;
}
