import type { BookTools } from '../shared/book-tools.ts';

/** HubSpot keeps every property as a text. */
export type Properties = Readonly<Record<string, string | null>>;
export type HubspotObject = {
  id: string;
  properties: Properties;
  createdAt: string;
  updatedAt: string;
  /** Ids of the contacts a note is of. */
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

/** What one HubSpot account holds. */
export type HubspotBooks = {
  add(kind: Kind, properties: Properties, contactIds?: readonly string[]): HubspotObject;
  update(object: HubspotObject, properties: Properties): HubspotObject;
  find(kind: Kind, id: string): HubspotObject | undefined;
  contactByEmail(email: string): HubspotObject | undefined;
  objects(kind: Kind): readonly HubspotObject[];
  remove(kind: Kind, id: string): boolean;
  /** Makes two contacts one, which both ids and both addresses name from then on. */
  merge(stays: HubspotObject, goes: HubspotObject): HubspotObject;
  /** A contact with all that is its own; an address that no contact has is kept out from then on. */
  forget(by: { id: string } | { email: string }): void;
  isBlocked(email: string): boolean;
  setSubscription(subscription: Omit<Subscription, 'timestamp'>): Subscription;
  subscriptions(email: string): readonly Subscription[];
  /** The person wants no mail of any kind, whatever was said of each. */
  optOutOfAll(email: string): void;
  /** When they said so; null when they did not. */
  optedOutAt(email: string): string | null;
};

export type HubspotState = {
  objects: Record<Kind, Map<string, HubspotObject>>;
  subscriptions: Map<string, Map<number, Subscription>>;
  blocked: Set<string>;
  /** Addresses and when; books that were kept before have none. */
  optedOut?: Map<string, string>;
  /** Ids of contacts that were merged into others, and of those. */
  merged?: Map<string, string>;
};
export const emptyHubspot = (): HubspotState => ({
  objects: { contacts: new Map(), notes: new Map() },
  subscriptions: new Map(),
  blocked: new Set(),
});

/** The address of a contact, and those that it took over by being merged. */
const addressesOf = ({ properties: { email, hs_additional_emails: more } }: HubspotObject): string[] =>
  [email ?? '', ...(more ?? '').split(';')].filter((address) => address !== '');

export function createHubspotBooks({ state, ids, now, changed }: BookTools<HubspotState>): HubspotBooks {
  const { objects: books, subscriptions, blocked } = state;
  const optedOut = (state.optedOut ??= new Map<string, string>());
  const merged = (state.merged ??= new Map<string, string>());
  const moment = () => now().toISOString();
  const created = { contacts: 'createdate', notes: 'hs_createdate' } as const;
  const modified = { contacts: 'lastmodifieddate', notes: 'hs_lastmodifieddate' } as const;
  const kindOf = (object: HubspotObject): Kind => (books.notes.has(object.id) ? 'notes' : 'contacts');
  const self: HubspotBooks = {
    add(kind, properties, contactIds = []) {
      const at = moment();
      const id = ids.next(kind === 'contacts' ? '801' : '902');
      const own = { [created[kind]]: at, [modified[kind]]: at, hs_object_id: id };
      const object = { id, properties: { ...properties, ...own }, createdAt: at, updatedAt: at, contactIds };
      books[kind].set(id, object);
      changed();
      return object;
    },
    update(object, properties) {
      const at = moment();
      const merged = { ...object.properties, ...properties, [modified[kindOf(object)]]: at };
      changed();
      return Object.assign(object, { properties: merged, updatedAt: at });
    },
    find: (kind, id) => books[kind].get(merged.get(id) ?? id),
    contactByEmail: (email) =>
      [...books.contacts.values()].find((one) => addressesOf(one).includes(email.trim().toLowerCase())),
    objects: (kind) => [...books[kind].values()],
    remove(kind, id) {
      changed();
      return books[kind].delete(id);
    },
    merge(stays, goes) {
      for (const [id, into] of merged) if (into === goes.id) merged.set(id, stays.id);
      merged.set(goes.id, stays.id);
      books.contacts.delete(goes.id);
      for (const note of books.notes.values())
        note.contactIds = note.contactIds.map((id) => (id === goes.id ? stays.id : id));
      const properties = { ...goes.properties, ...stays.properties };
      const more = [stays, goes].flatMap(addressesOf).filter((address) => address !== properties.email);
      return self.update(stays, { ...properties, hs_additional_emails: [...new Set(more)].join(';') });
    },
    forget(by) {
      changed();
      const contact = 'id' in by ? self.find('contacts', by.id) : self.contactByEmail(by.email);
      if (contact === undefined) {
        if ('email' in by) blocked.add(by.email.trim().toLowerCase());
        return;
      }
      books.contacts.delete(contact.id);
      for (const note of books.notes.values()) if (note.contactIds.includes(contact.id)) books.notes.delete(note.id);
      subscriptions.delete(contact.properties.email ?? '');
      optedOut.delete(contact.properties.email ?? '');
    },
    isBlocked: (email) => blocked.has(email.trim().toLowerCase()),
    setSubscription(given) {
      const email = given.email.trim().toLowerCase();
      const subscription = { ...given, email, timestamp: moment() };
      const own = subscriptions.get(email) ?? new Map<number, Subscription>();
      subscriptions.set(email, own.set(given.subscriptionId, subscription));
      changed();
      return subscription;
    },
    subscriptions: (email) => [...(subscriptions.get(email.trim().toLowerCase())?.values() ?? [])],
    optOutOfAll(email) {
      optedOut.set(email.trim().toLowerCase(), moment());
      changed();
    },
    optedOutAt: (email) => optedOut.get(email.trim().toLowerCase()) ?? null,
  };
  return self;
}
