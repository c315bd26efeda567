import type { GatewayApp, GatewayContext } from '../http/gateway-app.ts';
import { addMemberRoutes } from './members/members.route.ts';
import { addSignInPage } from './page/sign-in-page.route.ts';
import { addPasskeyRoutes } from './passkeys/passkeys.route.ts';
import { addMeRoutes } from './sessions/me.route.ts';
import { addSessionRoutes } from './sessions/sessions.route.ts';
import { addSetup } from './setup/setup.route.ts';
import { addRequestLink } from './sign-in/request-link.route.ts';
import { addSignInByLink } from './sign-in/sign-in-by-link.route.ts';
import { addSignInByPasskey } from './sign-in/sign-in-by-passkey.route.ts';
import { addSignOut } from './sign-in/sign-out.route.ts';
import { addBeginSingleSignOn } from './single-sign-on/begin-single-sign-on.route.ts';
import { addFinishSingleSignOn } from './single-sign-on/finish-single-sign-on.route.ts';
import { addSingleSignOnSettings } from './single-sign-on/single-sign-on.route.ts';
import { addStaffRoutes } from './staff/staff.route.ts';

/** Who signs in, and what they are members of. */
export function addIdentityRoutes(app: GatewayApp, context: GatewayContext): void {
  addSetup(app, context);
  addSignInPage(app);
  addRequestLink(app, context);
  addSignInByLink(app, context);
  addSignInByPasskey(app, context);
  addBeginSingleSignOn(app, context);
  addFinishSingleSignOn(app, context);
  addSignOut(app, context);
  addMeRoutes(app, context);
  addSessionRoutes(app, context);
  addPasskeyRoutes(app, context);
  addMemberRoutes(app, context);
  addSingleSignOnSettings(app, context);
  addStaffRoutes(app, context);
}
