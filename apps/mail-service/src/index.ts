export { readMailConfig } from './config.ts';
export { createMailApp } from './create-mail-app.ts';
export { type MailService, startMailService } from './start-mail-service.ts';
