import type { HubspotObject, Properties } from './hubspot-store.ts';

/** Standard contact properties that a candidate may need. A company's own come from the options. */
export const contactProperties: readonly string[] = [
  'email',
  'firstname',
  'lastname',
  'phone',
  'mobilephone',
  'company',
  'jobtitle',
  'state',
  'city',
  'hs_language',
  'lifecyclestage',
  'hs_lead_status',
  'hs_email_optout',
  'message',
];
export const noteProperties: readonly string[] = ['hs_note_body', 'hs_timestamp', 'hubspot_owner_id'];
const alwaysReturned = {
  contacts: ['createdate', 'email', 'firstname', 'hs_object_id', 'lastmodifieddate', 'lastname'],
  notes: ['hs_createdate', 'hs_lastmodifieddate', 'hs_object_id'],
} as const;

export const findUnknownProperties = (properties: Properties, known: readonly string[]): string[] =>
  Object.keys(properties).filter((name) => !known.includes(name));

/** An object in a response: the requested properties and those that HubSpot always returns. */
export function toObjectView(
  kind: 'contacts' | 'notes',
  object: HubspotObject,
  requested: readonly string[] | 'all' = [],
) {
  const names = requested === 'all' ? Object.keys(object.properties) : [...alwaysReturned[kind], ...requested];
  return {
    id: object.id,
    properties: Object.fromEntries(
      names.flatMap((name) => {
        const value = object.properties[name];
        return value === undefined || value === null ? [] : [[name, value]];
      }),
    ),
    createdAt: object.createdAt,
    updatedAt: object.updatedAt,
    archived: false,
  };
}

/** https://developers.hubspot.com/docs/api-reference/crm-associations-v4: from a note to its contact. */
export const noteToContact = 202;
