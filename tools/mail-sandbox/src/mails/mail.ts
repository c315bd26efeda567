export const providers = ['resend', 'sendgrid', 'hubspot', 'smtp'] as const;
export type Provider = (typeof providers)[number];

export type Tag = { name: string; value: string };

/** A mail as received. Snake case, as it is stored and served as is; `headers` are the sender's own. */
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

/** The states of Resend's published schema; the other providers' events are mapped to them. */
export type MailState =
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
  /** The sandbox's own id; also Resend's email_id. */
  id: string;
  /** The provider's public id of the mail: SendGrid's sg_message_id, HubSpot's statusId, an SMTP Message-ID. */
  provider_id: string;
  message_id: string;
  created_at: string;
  last_event: MailState;
  /** SendGrid's custom_args (unique args). */
  custom_args: Record<string, string>;
  /** The sender's own id of the mail, if it set one: two mails with the same reference are one mail sent twice. */
  reference: string | null;
};
