export { sendConfirmation } from './registration/request-confirmation.ts';
export { sealRegistration } from './registration/sealed-registration.ts';
