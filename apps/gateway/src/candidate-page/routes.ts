import { bodyLimit } from 'hono/body-limit';
import type { GatewayApp } from '../http/gateway-app.ts';
import { addConfirmUnsubscribe } from './confirm-unsubscribe.route.ts';
import { addDecide } from './decide.route.ts';
import { addDownloadData } from './download-data.route.ts';
import { pageHeaders } from './layout.ts';
import { respondInvalid } from './page-request.ts';
import type { RegistrationContext } from './registration/registration-request.ts';
import { addRegistrationPage } from './registration/routes.ts';
import { addShowPage } from './show-page.route.ts';
import { addUnsubscribe } from './unsubscribe.route.ts';

/** The forms of the page have a few short fields. */
const maxFormBytes = 16 * 1024;

/**
 * The candidate's own page. Its URL carries a secret token. GET and HEAD change nothing, because mail scanners open
 * links; only POST decides. Errors are pages, too: the routes check tokens and forms themselves.
 */
export function addCandidatePage(app: GatewayApp, context: RegistrationContext): void {
  for (const path of ['/c/*', '/u/*', '/r/*']) {
    app.use(path, async (c, next) => {
      await next();
      for (const [name, value] of Object.entries(pageHeaders)) c.res.headers.set(name, value);
    });
  }
  for (const path of ['/c/*', '/r/*']) {
    app.use(path, bodyLimit({ maxSize: maxFormBytes, onError: (c) => respondInvalid(c, 413) }));
  }
  addShowPage(app, context);
  addDownloadData(app, context);
  addDecide(app, context);
  addConfirmUnsubscribe(app, context);
  addUnsubscribe(app, context);
  addRegistrationPage(app, context);
}
