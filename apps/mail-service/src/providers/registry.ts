import type { MailConfig } from '../config.ts';
import { hubspotProvider } from './hubspot.ts';
import type { MailProvider } from './provider.ts';
import { resendProvider } from './resend.ts';
import { sendgridProvider } from './sendgrid.ts';
import { smtpProvider } from './smtp.ts';

/** The providers that are set up. */
export function configuredProviders({ providers }: MailConfig): MailProvider[] {
  const { resend, sendgrid, hubspot, smtp } = providers;
  return [
    resend && resendProvider(resend),
    sendgrid && sendgridProvider(sendgrid),
    hubspot && hubspotProvider(hubspot),
    smtp && smtpProvider(smtp),
  ].filter((provider) => provider !== null);
}
