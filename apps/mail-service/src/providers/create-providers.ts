import type { MailConfig } from '../config.ts';
import { createHubspotProvider } from './hubspot/hubspot-provider.ts';
import type { MailProvider } from './provider.ts';
import { createResendProvider } from './resend/resend-provider.ts';
import { createSandboxProvider } from './sandbox/sandbox-provider.ts';
import { createSendgridProvider } from './sendgrid/sendgrid-provider.ts';
import { createSmtpProvider } from './smtp/smtp-provider.ts';

/** The configured providers, and always the one of companies that test. */
export function createProviders({ resend, sendgrid, hubspot, smtp, sandbox }: MailConfig['providers']): MailProvider[] {
  return [
    resend && createResendProvider(resend),
    sendgrid && createSendgridProvider(sendgrid),
    hubspot && createHubspotProvider(hubspot),
    smtp && createSmtpProvider(smtp),
    createSandboxProvider(sandbox),
  ].filter((provider) => provider !== null);
}
