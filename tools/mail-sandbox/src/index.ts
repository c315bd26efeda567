export type { MailEvent, StoredMail } from './mails/mail.ts';
export { type Sandbox, type SandboxOptions, startSandbox } from './start-sandbox.ts';
