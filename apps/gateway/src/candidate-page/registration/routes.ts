import type { GatewayApp } from '../../http/gateway-app.ts';
import { addConfirmRegistration } from './confirm-registration.route.ts';
import type { RegistrationContext } from './registration-request.ts';
import { addShowForm } from './show-form.route.ts';
import { addSubmitForm } from './submit-form.route.ts';

/** Candidates sign up themselves: the form of a company's template, and the link that confirms the address. */
export function addRegistrationPage(app: GatewayApp, context: RegistrationContext): void {
  addShowForm(app, context);
  addSubmitForm(app, context);
  addConfirmRegistration(app, context);
}
