import type { GatewayApp, GatewayContext } from '../http/gateway-app.ts';
import { addMeRoutes } from './sessions/me.route.ts';
import { addSessionRoutes } from './sessions/sessions.route.ts';
import { addRequestLink } from './sign-in/request-link.route.ts';
import { addSignInByLink } from './sign-in/sign-in-by-link.route.ts';
import { addSignInByPasskey } from './sign-in/sign-in-by-passkey.route.ts';
import { addSignOut } from './sign-in/sign-out.route.ts';

/** Who signs in, and what they are members of. */
export function addIdentityRoutes(app: GatewayApp, context: GatewayContext): void {
  addRequestLink(app, context);
  addSignInByLink(app, context);
  addSignInByPasskey(app, context);
  addSignOut(app, context);
  addMeRoutes(app, context);
  addSessionRoutes(app, context);
}
