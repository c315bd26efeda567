export type Tag = { name: string; value: string };

/** A mail as the API accepted it; `headers` are the sender's own. */
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

/** The events of the published schema. A sandbox delivers at once; later work appends bounces and complaints. */
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
  id: string;
  message_id: string;
  created_at: string;
  last_event: MailEvent;
};
