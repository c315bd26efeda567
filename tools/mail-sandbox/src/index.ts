export type { FaultPlan } from './faults/faults.ts';
export type { Provider, StoredMail } from './mails/mail.ts';
export type { SandboxOptions } from './sandbox-options.ts';
export { type Sandbox, startSandbox } from './start-sandbox.ts';
