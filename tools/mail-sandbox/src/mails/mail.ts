export const providers = ['resend', 'sendgrid', 'hubspot', 'smtp'] as const;
export type Provider = (typeof providers)[number];

export type Tag = { name: string; value: string };

/** A mail as an API or the SMTP server accepted it; `headers` are the sender's own. */
export type MailInput = {
  from: string;
  to: string[];
  cc: string[];
  bcc: string[];
  reply_to: string[];
  subject: string;
  html: string | null;
  text: string | null;
  headers: Record<string, string>;
  tags: Tag[];
  scheduled_at: string | null;
};

/** The states of Resend's published schema; the other providers' events are told in its words. */
export type MailEvent =
  | 'bounced'
  | 'canceled'
  | 'clicked'
  | 'complained'
  | 'delivered'
  | 'delivery_delayed'
  | 'failed'
  | 'opened'
  | 'queued'
  | 'scheduled'
  | 'sent'
  | 'suppressed';

export type StoredMail = MailInput & {
  provider: Provider;
  /** The sandbox's own id; Resend's email_id too. */
  id: string;
  /** What the provider calls the mail to its customer: SendGrid's sg_message_id, HubSpot's statusId, an SMTP Message-ID. */
  provider_id: string;
  message_id: string;
  created_at: string;
  last_event: MailEvent;
  /** SendGrid's custom_args (unique args). */
  custom_args: Record<string, string>;
  /** The sender's own id of the mail, where one was found: two mails with the same one are a mail sent twice. */
  reference: string | null;
};
