import { addressOf } from './address.ts';
import type { Answered, Entry } from './entry.ts';
import type { Position } from './journal.ts';
import type { MailEvent, Provider, StoredMail } from './mail.ts';

/** What is held in memory of a mail: its bodies stay on the disk. */
export type MailHead = Pick<
  StoredMail,
  'id' | 'provider' | 'provider_id' | 'from' | 'to' | 'subject' | 'created_at' | 'custom_args' | 'reference'
> & { last_event: MailEvent; last_event_at: string };
/** `to` matches a part of a recipient; `exact` the whole address. Case does not count. */
export type MailFilter = { to?: string | undefined; exact?: boolean; provider?: Provider };
export type MailStore = {
  /** Keeps the mails and, in the same write, what the Idempotency-Key is answered from now on. */
  accept(mails: StoredMail[], answered: Answered | null): Promise<void>;
  /** Newest first. */
  heads(filter: MailFilter): MailHead[];
  head(id: string): MailHead | undefined;
  /** The first mail of a provider with the sender's own id. */
  byReference(provider: Provider, reference: string): MailHead | undefined;
  /** The mail that the provider's customer knows by this id. */
  byProviderId(provider: Provider, providerId: string): MailHead | undefined;
  get(id: string): Promise<StoredMail | null>;
  /** The answers given since `sinceMs` (epoch milliseconds), for a start after a stop; handed out once. */
  answers(sinceMs: number): (Answered & { atMs: number })[];
  /** Mails whose sender's own id had been seen before, per provider. */
  duplicates(provider: Provider): number;
};
/** The part of the store that reads the journal; see books.ts. */
export type Book<Own> = Own & { apply(entry: Entry, position: Position): void };
export type JournalAccess = {
  append(entry: Entry): Promise<Position>;
  read(position: Position): Promise<Entry>;
};

type Place = { head: MailHead; position: Position; index: number };

export function createMailStore(journal: JournalAccess, now: () => Date): Book<MailStore> {
  const heads: MailHead[] = [];
  const places = new Map<string, Place>();
  const byAddress = new Map<string, MailHead[]>();
  const byReference = new Map<string, MailHead>();
  const byProviderId = new Map<string, MailHead>();
  const duplicates = new Map<Provider, number>();
  let answers: (Answered & { atMs: number })[] | null = [];

  const add = (mail: StoredMail, position: Position, index: number) => {
    const head = headOf(mail);
    heads.push(head);
    places.set(mail.id, { head, position, index });
    byProviderId.set(`${head.provider} ${head.provider_id}`, head);
    for (const address of new Set(head.to.map(addressOf))) {
      const list = byAddress.get(address);
      if (list) list.push(head);
      else byAddress.set(address, [head]);
    }
    if (head.reference === null) return;
    const key = `${head.provider} ${head.reference}`;
    if (!byReference.has(key)) byReference.set(key, head);
    else duplicates.set(head.provider, (duplicates.get(head.provider) ?? 0) + 1);
  };
  const matching = (wanted: string, exact: boolean) =>
    exact
      ? (byAddress.get(wanted) ?? [])
      : heads.filter((head) => head.to.some((recipient) => recipient.toLowerCase().includes(wanted)));

  return {
    apply(entry, position) {
      if (entry.type === 'accepted') {
        for (const [index, mail] of entry.mails.entries()) add(mail, position, index);
        if (entry.answered) answers?.push({ ...entry.answered, atMs: Date.parse(entry.at) });
      }
      if (entry.type === 'happened') {
        for (const { mail_id, event } of entry.happenings) {
          const head = places.get(mail_id)?.head;
          if (head) Object.assign(head, { last_event: event, last_event_at: entry.at });
        }
      }
    },
    async accept(mails, answered) {
      await journal.append({ type: 'accepted', at: now().toISOString(), mails, answered });
    },
    heads({ to, exact = false, provider }) {
      const wanted = to?.trim().toLowerCase();
      const found = wanted ? matching(exact ? addressOf(wanted) : wanted, exact) : heads;
      return (provider ? found.filter((head) => head.provider === provider) : found).toReversed();
    },
    head: (id) => places.get(id)?.head,
    byProviderId: (provider, providerId) => byProviderId.get(`${provider} ${providerId}`),
    byReference: (provider, reference) => byReference.get(`${provider} ${reference}`),
    async get(id) {
      const place = places.get(id);
      const entry = place && (await journal.read(place.position));
      const mail = entry?.type === 'accepted' ? entry.mails[place?.index ?? 0] : undefined;
      return mail && place ? { ...withDefaults(mail), last_event: place.head.last_event } : null;
    },
    answers(sinceMs) {
      const earlier = answers ?? [];
      answers = null;
      return earlier.filter((answer) => answer.atMs >= sinceMs);
    },
    duplicates: (provider) => duplicates.get(provider) ?? 0,
  };
}

/** Lines written before the sandbox knew more than Resend lack what came later. */
const withDefaults = (mail: StoredMail): StoredMail => ({
  ...mail,
  provider: mail.provider ?? 'resend',
  provider_id: mail.provider_id ?? mail.id,
  custom_args: mail.custom_args ?? {},
  reference: mail.reference ?? null,
});

function headOf(mail: StoredMail): MailHead {
  const { id, provider, provider_id, from, to, subject, created_at, custom_args, reference, last_event } =
    withDefaults(mail);
  return {
    id,
    provider,
    provider_id,
    from,
    to,
    subject,
    created_at,
    custom_args,
    reference,
    last_event,
    last_event_at: created_at,
  };
}
