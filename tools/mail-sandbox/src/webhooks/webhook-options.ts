/** The customer's webhook per provider; a provider without one sends no events. SMTP has no events. */
export type WebhookOptions = {
  resend?: { url: string /** `whsec_…` */; secret: string };
  sendgrid?: { url: string };
  hubspot?: { url: string; clientSecret: string /** Also sends the older v1 signature. */; withV1?: boolean };
};
export type WebhookProvider = keyof WebhookOptions;
