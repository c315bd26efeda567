import type { Faults } from './faults/faults.ts';
import type { Stats } from './faults/stats.ts';
import type { MailIntake } from './mails/mail-intake.ts';
import type { SandboxStore } from './store/open-store.ts';
import type { MailEvents } from './webhooks/mail-events.ts';
import type { WebhookSender } from './webhooks/webhook-sender.ts';

/** What the providers' APIs, the SMTP server, the control API and the inbox share. */
export type SandboxContext = Pick<SandboxStore, 'mails' | 'domains' | 'suppressions' | 'unsentSends'> & {
  readonly intake: MailIntake;
  readonly mailEvents: MailEvents;
  readonly webhooks: WebhookSender;
  readonly faults: Faults;
  readonly stats: Stats;
  readonly sendgridPublicKey: string;
  readonly now: () => Date;
};
