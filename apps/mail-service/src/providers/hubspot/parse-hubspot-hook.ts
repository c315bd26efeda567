import { Signature } from '@hubspot/api-client';
import { z } from 'zod';
import {
  eventName,
  isSoftStatus,
  optionalId,
  optionalName,
  optionalRecipient,
  optionalStatus,
  optionalText,
  optionalTime,
} from '../event-fields.ts';
import { type EventReading, type ParsedHook, parseEvents } from '../provider-report.ts';

/** The record of HubSpot's email events API, as its webhooks carry it or a workflow posts it. */
const hubspotEvent = z.looseObject({
  id: optionalText,
  created: optionalTime,
  type: eventName,
  sendId: optionalId,
  statusId: optionalText,
  recipient: optionalRecipient,
  status: optionalStatus,
  dropReason: optionalName,
  /** Of the recipient's mail server, and of HubSpot. */
  response: optionalText,
  dropMessage: optionalText,
});
type HubspotEvent = z.infer<typeof hubspotEvent>;

/**
 * https://developers.hubspot.com/docs/apps/legacy-apps/authentication/validating-requests: version 3 signatures expire
 * after five minutes, version 1 has no timestamp. Null: not signed by HubSpot. `url` is the URL that HubSpot called.
 */
export function parseHubspotHook(headers: Headers, body: string, clientSecret: string, url: string): ParsedHook | null {
  if (!isSigned(headers, body, clientSecret, url)) return null;
  return parseEvents(body, hubspotEvent, (event) => ({
    eventId: event.id,
    mail: {
      id: event.sendId === null ? null : { batch: event.sendId },
      address: event.recipient,
      providerId: event.statusId,
    },
    type: toReportType(event),
    occurredAt: event.created,
    text: event.response ?? event.dropMessage,
  }));
}

function isSigned(headers: Headers, requestBody: string, clientSecret: string, url: string): boolean {
  const v3 = headers.get('x-hubspot-signature-v3');
  const signature = v3 ?? headers.get('x-hubspot-signature');
  if (signature === null) return false;
  if (v3 === null && headers.get('x-hubspot-signature-version') !== 'v1') return false;
  const timestamp = Number(headers.get('x-hubspot-request-timestamp') ?? Number.NaN);
  try {
    return Signature.isValid({
      signature,
      clientSecret,
      requestBody,
      url,
      method: 'POST',
      signatureVersion: v3 === null ? 'v1' : 'v3',
      ...(v3 === null ? {} : { timestamp }),
    });
  } catch {
    return false;
  }
}

/** A drop counts as what caused it; an unsubscribe at HubSpot is not ours. */
function toReportType({ type, status, dropReason }: HubspotEvent): EventReading['type'] {
  if (type === 'bounce') return isSoftStatus(status) ? null : 'bounced';
  if (type === 'dropped') return typeByDropReason.get(dropReason ?? '') ?? 'failed';
  return typeByEvent.get(type);
}

const typeByDropReason: ReadonlyMap<string, EventReading['type']> = new Map([
  ['previouslybounced', 'suppressed'],
  ['previousspam', 'complained'],
]);
const typeByEvent: ReadonlyMap<string, EventReading['type']> = new Map([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['spamreport', 'complained'],
  ['processed', null],
  ['deferred', null],
  ['open', null],
  ['click', null],
  ['print', null],
  ['forward', null],
  ['statuschange', null],
  ['unbounce', null],
]);
