import { equalSecrets } from '@goen/service-kit';
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

export type HubspotSigning = {
  readonly clientSecret: string;
  /** That HubSpot called. */
  readonly url: string;
  /** Also takes version 1, which has no timestamp: whoever records such a post can repeat it. */
  readonly allowsV1: boolean;
};

/**
 * https://developers.hubspot.com/docs/apps/legacy-apps/authentication/validating-requests: version 3 signatures are good
 * for five minutes. Null: not signed by HubSpot.
 */
export function parseHubspotHook(headers: Headers, body: string, signing: HubspotSigning): ParsedHook | null {
  if (!isSigned(headers, body, signing)) return null;
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

function isSigned(headers: Headers, requestBody: string, signing: HubspotSigning): boolean {
  const signed = headers.get('x-hubspot-signature-v3');
  const version = signed === null ? 'v1' : 'v3';
  const signature = signed ?? headers.get('x-hubspot-signature');
  if (signature === null) return false;
  if (version === 'v1' && !(signing.allowsV1 && headers.get('x-hubspot-signature-version') === 'v1')) return false;
  const timestamp = Number(headers.get('x-hubspot-request-timestamp') ?? Number.NaN);
  if (version === 'v3' && !(Math.abs(Date.now() - timestamp) <= Signature.MAX_ALLOWED_TIMESTAMP)) return false;
  const { clientSecret, url } = signing;
  // The client's own comparison, `isValid`, takes longer the more of the signature is right, and any time to come.
  const expected = Signature.getSignature('POST', version, { clientSecret, requestBody, url, timestamp, signature });
  return equalSecrets(signature, expected);
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
