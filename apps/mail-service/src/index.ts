export { readMailConfig } from './config.ts';
export { type MailService, startMailService } from './start-mail-service.ts';
