import type { KeyObject } from 'node:crypto';
import { hubspotTransport } from './hubspot-webhook.ts';
import { resendTransport } from './resend-webhook.ts';
import { sendgridTransport } from './sendgrid-webhook.ts';
import type { Transport } from './transport.ts';
import type { WebhookOptions, WebhookProvider } from './webhook-options.ts';

/** A transport for each provider that has a URL. */
export function transportsOf(
  { resend, sendgrid, hubspot }: WebhookOptions,
  sendgridKey: KeyObject,
  now: () => Date,
): ReadonlyMap<WebhookProvider, Transport> {
  const transports = new Map<WebhookProvider, Transport>();
  if (resend) transports.set('resend', resendTransport(resend, now));
  if (sendgrid) transports.set('sendgrid', sendgridTransport(sendgrid.url, sendgridKey, now));
  if (hubspot) transports.set('hubspot', hubspotTransport(hubspot, now));
  return transports;
}
