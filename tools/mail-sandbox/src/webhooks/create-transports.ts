import type { KeyObject } from 'node:crypto';
import { createHubspotTransport } from './hubspot-webhook.ts';
import { createResendTransport } from './resend-webhook.ts';
import { createSendgridTransport } from './sendgrid-webhook.ts';
import type { WebhookTransport } from './transport.ts';
import type { WebhookOptions, WebhookProvider } from './webhook-options.ts';

export function createTransports(
  { resend, sendgrid, hubspot }: WebhookOptions,
  sendgridKey: KeyObject,
  now: () => Date,
): ReadonlyMap<WebhookProvider, WebhookTransport> {
  const transports = new Map<WebhookProvider, WebhookTransport>();
  if (resend) transports.set('resend', createResendTransport(resend, now));
  if (sendgrid) transports.set('sendgrid', createSendgridTransport(sendgrid.url, sendgridKey, now));
  if (hubspot) transports.set('hubspot', createHubspotTransport(hubspot, now));
  return transports;
}
