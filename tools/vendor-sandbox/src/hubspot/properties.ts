import type { HubspotObject, Properties } from './hubspot-books.ts';

/** Contact properties of every account that a rejected candidate may need; a company adds its own by name. */
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
const shownUnasked = {
  contacts: ['createdate', 'email', 'firstname', 'hs_object_id', 'lastmodifieddate', 'lastname'],
  notes: ['hs_createdate', 'hs_lastmodifieddate', 'hs_object_id'],
} as const;

export const unknownProperties = (properties: Properties, known: readonly string[]): string[] =>
  Object.keys(properties).filter((name) => !known.includes(name));

/** An object as HubSpot answers it: the properties that were asked for, and those that always come. */
export function view(kind: 'contacts' | 'notes', object: HubspotObject, asked: readonly string[] | 'all' = []) {
  const names = asked === 'all' ? Object.keys(object.properties) : [...shownUnasked[kind], ...asked];
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

/** https://developers.hubspot.com/docs/api-reference/crm-associations-v4: a note and the contact it is of. */
export const noteToContact = 202;
