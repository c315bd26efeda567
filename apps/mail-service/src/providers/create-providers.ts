import type { MailConfig } from '../config.ts';
import { createHubspotProvider } from './hubspot/hubspot-provider.ts';
import type { MailProvider } from './provider.ts';
import { createResendProvider } from './resend/resend-provider.ts';
import { createSendgridProvider } from './sendgrid/sendgrid-provider.ts';
import { createSmtpProvider } from './smtp/smtp-provider.ts';

/** The providers that are set up. */
export function createProviders({ providers }: MailConfig): MailProvider[] {
  const { resend, sendgrid, hubspot, smtp } = providers;
  return [
    resend && createResendProvider(resend),
    sendgrid && createSendgridProvider(sendgrid),
    hubspot && createHubspotProvider(hubspot),
    smtp && createSmtpProvider(smtp),
  ].filter((provider) => provider !== null);
}
