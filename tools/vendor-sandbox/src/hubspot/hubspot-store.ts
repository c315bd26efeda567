import type { StoreContext } from '../shared/store-context.ts';

/** HubSpot stores every property as a string. */
export type Properties = Readonly<Record<string, string | null>>;
export type HubspotObject = {
  id: string;
  properties: Properties;
  createdAt: string;
  updatedAt: string;
  /** The contacts that a note belongs to. */
  contactIds: readonly string[];
};
export type SubscriptionState = 'SUBSCRIBED' | 'UNSUBSCRIBED' | 'NOT_SPECIFIED';
export type Subscription = {
  email: string;
  subscriptionId: number;
  status: SubscriptionState;
  legalBasis: string | null;
  legalBasisExplanation: string | null;
  source: string;
  timestamp: string;
};
type Kind = 'contacts' | 'notes';

/** The data of one HubSpot account. */
export type HubspotStore = {
  add(kind: Kind, properties: Properties, contactIds?: readonly string[]): HubspotObject;
  update(object: HubspotObject, properties: Properties): HubspotObject;
  find(kind: Kind, id: string): HubspotObject | undefined;
  contactByEmail(email: string): HubspotObject | undefined;
  objects(kind: Kind): readonly HubspotObject[];
  remove(kind: Kind, id: string): boolean;
  /** Merges `duplicate` into `primary`, which is then found by both ids and both addresses. */
  merge(primary: HubspotObject, duplicate: HubspotObject): HubspotObject;
  /** Deletes a contact with its notes and consents. An address that no contact has is blocked instead. */
  forget(key: { id: string } | { email: string }): void;
  isBlocked(email: string): boolean;
  setSubscription(subscription: Omit<Subscription, 'timestamp'>): Subscription;
  subscriptions(email: string): readonly Subscription[];
  /** Opts out of all mail, whatever the status of each subscription. */
  optOutOfAll(email: string): void;
  /** When the person opted out of all mail, or null. */
  optedOutAt(email: string): string | null;
};

type HubspotState = {
  objects: Record<Kind, Map<string, HubspotObject>>;
  subscriptions: Map<string, Map<number, Subscription>>;
  blocked: Set<string>;
  /** Time by address. Missing in state files of earlier versions. */
  optedOut?: Map<string, string>;
  /** Primary id by the id of each merged contact. Missing in state files of earlier versions. */
  merged?: Map<string, string>;
};
export const createHubspotState = (): HubspotState => ({
  objects: { contacts: new Map(), notes: new Map() },
  subscriptions: new Map(),
  blocked: new Set(),
});

/** The address of a contact, and those of the contacts merged into it. */
const listAddresses = ({ properties: { email, hs_additional_emails: more } }: HubspotObject): string[] =>
  [email ?? '', ...(more ?? '').split(';')].filter((address) => address !== '');

/** HubSpot stores and compares addresses in lower case. */
const normalizeEmail = (email: string) => email.trim().toLowerCase();

export function createHubspotStore({ state, ids, now, markChanged }: StoreContext<HubspotState>): HubspotStore {
  const { objects, subscriptions, blocked } = state;
  const optedOutAt = (state.optedOut ??= new Map<string, string>());
  const primaryIds = (state.merged ??= new Map<string, string>());
  const readNow = () => now().toISOString();
  const createdProperty = { contacts: 'createdate', notes: 'hs_createdate' } as const;
  const modifiedProperty = { contacts: 'lastmodifieddate', notes: 'hs_lastmodifieddate' } as const;
  const findKind = (object: HubspotObject): Kind => (objects.notes.has(object.id) ? 'notes' : 'contacts');
  const store: HubspotStore = {
    add(kind, properties, contactIds = []) {
      const createdAt = readNow();
      const id = ids.next(kind === 'contacts' ? '801' : '902');
      const times = { [createdProperty[kind]]: createdAt, [modifiedProperty[kind]]: createdAt };
      const object = {
        id,
        properties: { ...properties, ...times, hs_object_id: id },
        createdAt,
        updatedAt: createdAt,
        contactIds,
      };
      objects[kind].set(id, object);
      markChanged();
      return object;
    },
    update(object, properties) {
      const updatedAt = readNow();
      const modified = { [modifiedProperty[findKind(object)]]: updatedAt };
      markChanged();
      return Object.assign(object, { properties: { ...object.properties, ...properties, ...modified }, updatedAt });
    },
    find: (kind, id) => objects[kind].get(primaryIds.get(id) ?? id),
    contactByEmail: (email) =>
      [...objects.contacts.values()].find((contact) => listAddresses(contact).includes(normalizeEmail(email))),
    objects: (kind) => [...objects[kind].values()],
    remove(kind, id) {
      markChanged();
      return objects[kind].delete(id);
    },
    merge(primary, duplicate) {
      for (const [id, primaryId] of primaryIds) if (primaryId === duplicate.id) primaryIds.set(id, primary.id);
      primaryIds.set(duplicate.id, primary.id);
      objects.contacts.delete(duplicate.id);
      for (const note of objects.notes.values())
        note.contactIds = note.contactIds.map((id) => (id === duplicate.id ? primary.id : id));
      const properties = { ...duplicate.properties, ...primary.properties };
      const addresses = [primary, duplicate].flatMap(listAddresses).filter((address) => address !== properties.email);
      return store.update(primary, { ...properties, hs_additional_emails: [...new Set(addresses)].join(';') });
    },
    forget(key) {
      markChanged();
      const contact = 'id' in key ? store.find('contacts', key.id) : store.contactByEmail(key.email);
      if (contact === undefined) {
        if ('email' in key) blocked.add(normalizeEmail(key.email));
        return;
      }
      objects.contacts.delete(contact.id);
      for (const note of objects.notes.values())
        if (note.contactIds.includes(contact.id)) objects.notes.delete(note.id);
      subscriptions.delete(contact.properties.email ?? '');
      optedOutAt.delete(contact.properties.email ?? '');
    },
    isBlocked: (email) => blocked.has(normalizeEmail(email)),
    setSubscription(change) {
      const email = normalizeEmail(change.email);
      const subscription = { ...change, email, timestamp: readNow() };
      const byType = subscriptions.get(email) ?? new Map<number, Subscription>();
      subscriptions.set(email, byType.set(change.subscriptionId, subscription));
      markChanged();
      return subscription;
    },
    subscriptions: (email) => [...(subscriptions.get(normalizeEmail(email))?.values() ?? [])],
    optOutOfAll(email) {
      optedOutAt.set(normalizeEmail(email), readNow());
      markChanged();
    },
    optedOutAt: (email) => optedOutAt.get(normalizeEmail(email)) ?? null,
  };
  return store;
}
