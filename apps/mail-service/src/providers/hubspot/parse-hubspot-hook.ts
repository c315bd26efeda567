import { Signature } from '@hubspot/api-client';
import { z } from 'zod';
import { isSoftStatus, numericTime, optionalText, toBareAddress } from '../event-fields.ts';
import { type ParsedHook, parseEvents, type ReportType } from '../provider-report.ts';

/** The record of HubSpot's email events API, as its webhooks carry it or a workflow posts it. */
const hubspotEvent = z.looseObject({
  id: optionalText,
  created: numericTime(1),
  type: z.string(),
  sendId: optionalText,
  statusId: optionalText,
  recipient: optionalText,
  status: optionalText,
  dropReason: optionalText,
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
      address: toBareAddress(event.recipient),
      providerId: event.statusId,
    },
    type: toReportType(event),
    occurredAt: event.created,
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
function toReportType({ type, status, dropReason }: HubspotEvent): ReportType | null {
  if (type === 'BOUNCE') return isSoftStatus(status) ? null : 'bounced';
  if (type === 'DROPPED') return typeByDropReason[dropReason ?? ''] ?? 'failed';
  return typeByEvent[type] ?? null;
}

const typeByDropReason: Record<string, ReportType> = { PREVIOUSLY_BOUNCED: 'suppressed', PREVIOUS_SPAM: 'complained' };
const typeByEvent: Record<string, ReportType> = { SENT: 'sent', DELIVERED: 'delivered', SPAMREPORT: 'complained' };
