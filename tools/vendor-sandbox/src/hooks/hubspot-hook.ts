import { createHmac } from 'node:crypto';
import type { SignedHook } from './signed-hook.ts';

/** HubSpot reports consent as a change of a contact property. */
type HubspotEvent = {
  eventId: number;
  /** The contact's id. */
  objectId: number;
  propertyName: string;
  propertyValue: string;
  occurredAt: number;
  attemptNumber?: number;
};

const account = { subscriptionId: 4025, portalId: 62_515, appId: 54_321, changeSource: 'CONTACT_UNSUBSCRIBE' };
const maxEvents = 100;

/**
 * An array of events, signed over method, URI, body and time:
 * https://developers.hubspot.com/docs/apps/legacy-apps/authentication/validating-requests (v3).
 */
export function hubspotHook(
  endpoint: { url: string; clientSecret: string; now?: () => Date },
  events: readonly HubspotEvent[],
): SignedHook {
  if (events.length > maxEvents) throw new RangeError(`HubSpot posts at most ${maxEvents} events at once`);
  const body = JSON.stringify(
    events.map((event) => ({ ...account, subscriptionType: 'contact.propertyChange', attemptNumber: 0, ...event })),
  );
  const timestamp = String((endpoint.now?.() ?? new Date()).getTime());
  const signed = `POST${endpoint.url}${body}${timestamp}`;
  return {
    url: endpoint.url,
    body,
    headers: {
      'content-type': 'application/json',
      'x-hubspot-request-timestamp': timestamp,
      'x-hubspot-signature-v3': createHmac('sha256', endpoint.clientSecret).update(signed).digest('base64'),
    },
  };
}
