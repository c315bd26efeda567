import { Signature } from '@hubspot/api-client';
import { z } from 'zod';
import { type ParsedHook, parseEvents, type ReportType } from '../provider-report.ts';

/** The record of HubSpot's email events API, in an envelope of its webhooks or posted by a workflow. */
const event = z.looseObject({
  id: z.string(),
  created: z.number(),
  type: z.string(),
  sendId: z.string().optional(),
  statusId: z.string().optional(),
  status: z.string().optional(),
  dropReason: z.string().optional(),
});
type Event = z.infer<typeof event>;

/**
 * https://developers.hubspot.com/docs/apps/legacy-apps/authentication/validating-requests: version 3, refused after
 * five minutes; version 1 knows no time. Null: not signed by HubSpot. `url` is the address that HubSpot called.
 */
export function parseHubspotHook(headers: Headers, body: string, clientSecret: string, url: string): ParsedHook | null {
  if (!isSigned(headers, body, clientSecret, url)) return null;
  return parseEvents(body, event, (one) =>
    one.sendId === undefined
      ? null
      : {
          eventId: one.id,
          mail: { batchId: one.sendId },
          providerId: one.statusId ?? null,
          type: typeOf(one),
          occurredAt: new Date(one.created),
        },
  );
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

/** RFC 3463: 5.x.x is for good. A drop counts as what came before it; an opt-out at HubSpot is not ours. */
function typeOf({ type, status, dropReason = '' }: Pick<Event, 'type' | 'status' | 'dropReason'>): ReportType | null {
  if (type === 'BOUNCE') return status?.startsWith('4') ? null : 'bounced';
  if (type === 'DROPPED') return dropped[dropReason] ?? 'failed';
  return types[type] ?? null;
}

const dropped: Record<string, ReportType> = { PREVIOUSLY_BOUNCED: 'suppressed', PREVIOUS_SPAM: 'complained' };
const types: Record<string, ReportType> = { SENT: 'sent', DELIVERED: 'delivered', SPAMREPORT: 'complained' };
