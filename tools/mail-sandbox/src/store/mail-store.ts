import { extractAddress } from '../mails/address.ts';
import type { MailState, Provider, StoredMail } from '../mails/mail.ts';
import type { JournalPosition } from './journal.ts';
import type { IdempotentAnswer } from './journal-entry.ts';
import type { JournalAccess, Projection } from './projection.ts';

/** What is held in memory of each mail; bodies stay on disk. */
export type MailSummary = Pick<
  StoredMail,
  'id' | 'provider' | 'provider_id' | 'from' | 'to' | 'subject' | 'created_at' | 'custom_args' | 'reference'
> & { last_event: MailState; last_event_at: string };
/** `to` matches part of a recipient, or the whole address with `exact`. Case is ignored. */
type MailFilter = { to?: string | undefined; exact?: boolean; provider?: Provider };
export type DatedAnswer = IdempotentAnswer & { answeredAtMs: number };
export type MailStore = {
  /** Stores the mails together with the answer to their idempotency key, in one write. */
  append(mails: StoredMail[], answer: IdempotentAnswer | null): Promise<void>;
  /** Newest first. */
  list(filter: MailFilter): MailSummary[];
  /** The first mail of the provider with this reference. */
  findByReference(provider: Provider, reference: string): MailSummary | undefined;
  findByProviderId(provider: Provider, providerId: string): MailSummary | undefined;
  load(id: string): Promise<StoredMail | null>;
  /** Answers replayed at start and given since `sinceMs` (epoch milliseconds). Only the first call returns them. */
  takeAnswers(sinceMs: number): DatedAnswer[];
  /** Mails whose reference had been seen before. */
  countDuplicates(provider: Provider): number;
};

type IndexedMail = { summary: MailSummary; position: JournalPosition; indexInEntry: number };

export function createMailStore(journal: JournalAccess, now: () => Date): Projection<MailStore> {
  const summaries: MailSummary[] = [];
  const byId = new Map<string, IndexedMail>();
  const byAddress = new Map<string, MailSummary[]>();
  const byReference = new Map<string, MailSummary>();
  const byProviderId = new Map<string, MailSummary>();
  const duplicates = new Map<Provider, number>();
  let replayedAnswers: DatedAnswer[] | null = [];

  const index = (mail: StoredMail, position: JournalPosition, indexInEntry: number) => {
    const summary = summarize(mail);
    summaries.push(summary);
    byId.set(mail.id, { summary, position, indexInEntry });
    byProviderId.set(`${summary.provider} ${summary.provider_id}`, summary);
    for (const address of new Set(summary.to.map(extractAddress))) {
      const mailsToAddress = byAddress.get(address);
      if (mailsToAddress) mailsToAddress.push(summary);
      else byAddress.set(address, [summary]);
    }
    if (summary.reference === null) return;
    const key = `${summary.provider} ${summary.reference}`;
    if (!byReference.has(key)) byReference.set(key, summary);
    else duplicates.set(summary.provider, (duplicates.get(summary.provider) ?? 0) + 1);
  };
  const findByRecipient = (search: string, exact: boolean) =>
    exact
      ? (byAddress.get(extractAddress(search)) ?? [])
      : summaries.filter(({ to }) => to.some((recipient) => recipient.toLowerCase().includes(search)));

  return {
    apply(entry, position) {
      if (entry.type === 'accepted') {
        for (const [indexInEntry, mail] of entry.mails.entries()) index(mail, position, indexInEntry);
        if (entry.answered) replayedAnswers?.push({ ...entry.answered, answeredAtMs: Date.parse(entry.at) });
      }
      if (entry.type === 'happened') {
        for (const { mail_id, event } of entry.happenings) {
          const summary = byId.get(mail_id)?.summary;
          if (summary) Object.assign(summary, { last_event: event, last_event_at: entry.at });
        }
      }
    },
    async append(mails, answer) {
      await journal.append({ type: 'accepted', at: now().toISOString(), mails, answered: answer });
    },
    list({ to, exact = false, provider }) {
      const search = to?.trim().toLowerCase();
      const matches = search ? findByRecipient(search, exact) : summaries;
      return (provider ? matches.filter((summary) => summary.provider === provider) : matches).toReversed();
    },
    findByProviderId: (provider, providerId) => byProviderId.get(`${provider} ${providerId}`),
    findByReference: (provider, reference) => byReference.get(`${provider} ${reference}`),
    async load(id) {
      const indexed = byId.get(id);
      if (!indexed) return null;
      const entry = await journal.read(indexed.position);
      const mail = entry.type === 'accepted' ? entry.mails[indexed.indexInEntry] : undefined;
      return mail ? { ...withDefaults(mail), last_event: indexed.summary.last_event } : null;
    },
    takeAnswers(sinceMs) {
      const answers = replayedAnswers ?? [];
      replayedAnswers = null;
      return answers.filter(({ answeredAtMs }) => answeredAtMs >= sinceMs);
    },
    countDuplicates: (provider) => duplicates.get(provider) ?? 0,
  };
}

/** Lines written when the sandbox emulated Resend alone lack the later fields. */
const withDefaults = (mail: StoredMail): StoredMail => ({
  ...mail,
  provider: mail.provider ?? 'resend',
  provider_id: mail.provider_id ?? mail.id,
  custom_args: mail.custom_args ?? {},
  reference: mail.reference ?? null,
});

function summarize(mail: StoredMail): MailSummary {
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
