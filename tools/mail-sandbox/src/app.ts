import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { apiError, refuse } from './api/api-error.ts';
import { type ApiOptions, emailRoutes } from './api/routes.ts';
import { inboxRoutes } from './inbox/routes.ts';

/** Resend's limit of a mail with its attachments. */
const maxBodyBytes = 40 * 1024 * 1024;

export function createApp(options: ApiOptions) {
  const app = new Hono();
  app.use(
    bodyLimit({
      maxSize: maxBodyBytes,
      onError: (c) => refuse(c, apiError('validation_error', 'The email is larger than 40 MB.')),
    }),
  );
  app.route('/emails', emailRoutes(options));
  app.route('/', inboxRoutes(options.store));
  app.notFound((c) => refuse(c, apiError('not_found', 'The requested endpoint does not exist')));
  app.onError((error, c) => {
    console.error(error);
    return refuse(c, apiError('internal_server_error', 'An unexpected error occurred.'));
  });
  return app;
}
