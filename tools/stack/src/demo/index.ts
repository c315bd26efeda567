export { createExampleLicence } from './example-licence.ts';
export { createGatewayApi, type GatewayApi } from './gateway-api.ts';
export { type InboxMail, listInbox } from './inbox.ts';
export { openMailbox } from './mailbox.ts';
export { register } from './register.ts';
export {
  skipToEnd,
  skipToFirstMail,
  skipToMail,
  skipToQuestion,
  skipWorkflowTo,
  skipWorkflowUntil,
  type TemporalClient,
} from './skip-time.ts';
export { waitUntil } from './wait-until.ts';
