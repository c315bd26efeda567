/** Where each provider's signed events go; a provider without a URL sends none. SMTP has no events. */
export type WebhookOptions = {
  resend?: { url: string /** `whsec_…` */; secret: string };
  sendgrid?: { url: string };
  hubspot?: { url: string; clientSecret: string /** The older signature is sent too. */; withV1?: boolean };
};
export type WebhookProvider = keyof WebhookOptions;
