import { Hono } from 'hono';
import type { SandboxContext } from './context.ts';
import { controlRoutes } from './control/control-routes.ts';
import { type HubspotOptions, hubspotApi } from './hubspot/hubspot-api.ts';
import { inboxRoutes } from './inbox/inbox-routes.ts';
import { type ResendOptions, resendApi } from './resend/resend-api.ts';
import { createResendError, respondWithResendError } from './resend/resend-error.ts';
import { type SendgridOptions, sendgridApi } from './sendgrid/sendgrid-api.ts';

type AppOptions = { resend: ResendOptions; sendgrid: SendgridOptions; hubspot: HubspotOptions };

/** The three vendor APIs share one port since their paths do not overlap; the control API and the inbox join them. */
export function createApp(context: SandboxContext, options: AppOptions) {
  const app = new Hono();
  app.route('/', resendApi(context, options.resend));
  app.route('/v3', sendgridApi(context, options.sendgrid));
  app.route('/marketing/v3', hubspotApi(context, options.hubspot));
  app.route('/sandbox', controlRoutes(context));
  app.route('/', inboxRoutes(context));
  app.notFound((c) =>
    respondWithResendError(c, createResendError('not_found', 'The requested endpoint does not exist')),
  );
  app.onError((error, c) => {
    console.error(error);
    return respondWithResendError(c, createResendError('internal_server_error', 'An unexpected error occurred.'));
  });
  return app;
}
