export type { FaultPlan } from './faults/faults.ts';
export type { MailEvent, Provider, StoredMail } from './mails/mail.ts';
export type { SandboxOptions } from './sandbox-options.ts';
export { type Sandbox, startSandbox } from './start-sandbox.ts';
export type { RandomEvents } from './webhooks/events.ts';
export type { WebhookOptions } from './webhooks/webhook-options.ts';
