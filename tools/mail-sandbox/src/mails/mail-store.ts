import { randomUUID } from 'node:crypto';
import { openJournal, type Position } from './journal.ts';
import type { MailInput, StoredMail } from './mail.ts';

/** What a key was answered, kept with the mails in one line: a crash keeps both or none. */
export type Answered = { key: string; bodyHash: string; answer: unknown };
/** A journal line. Webhook events (bounced, complained) become a second `type`; unknown ones are skipped. */
type Entry = { type: 'accepted'; at: string; mails: StoredMail[]; answered: Answered | null };

export type MailHead = Pick<StoredMail, 'id' | 'from' | 'to' | 'subject' | 'created_at'>;
/** `to` matches a part of a recipient; `exact` the whole address. Case does not count. */
export type MailFilter = { to?: string | undefined; exact?: boolean };
export type MailStore = {
  /** Keeps the mails and, in the same write, what the Idempotency-Key is answered from now on. */
  accept(mails: StoredMail[], answered: Answered | null): Promise<void>;
  /** Newest first. */
  heads(filter: MailFilter): MailHead[];
  get(id: string): Promise<StoredMail | null>;
  /** The answers given since `sinceMs` (epoch milliseconds), for a start after a stop. */
  answers(sinceMs: number): (Answered & { atMs: number })[];
  close(): Promise<void>;
};

export async function openMailStore(dataDir: string, now: () => Date): Promise<MailStore> {
  const heads: MailHead[] = [];
  const places = new Map<string, { position: Position; index: number }>();
  const answers: (Answered & { atMs: number })[] = [];

  const index = (entry: Entry, position: Position) => {
    if (entry.type !== 'accepted') return;
    for (const [at, mail] of entry.mails.entries()) {
      heads.push({ id: mail.id, from: mail.from, to: mail.to, subject: mail.subject, created_at: mail.created_at });
      places.set(mail.id, { position, index: at });
    }
  };
  const journal = await openJournal<Entry>(dataDir, (entry, position) => {
    index(entry, position);
    if (entry.answered) answers.push({ ...entry.answered, atMs: Date.parse(entry.at) });
  });

  return {
    async accept(mails, answered) {
      const entry: Entry = { type: 'accepted', at: now().toISOString(), mails, answered };
      index(entry, await journal.append(entry));
    },
    heads({ to, exact = false }) {
      const wanted = to?.trim().toLowerCase();
      if (!wanted) return [...heads].reverse();
      const matches = (recipient: string) =>
        exact ? addressOf(recipient) === wanted : recipient.toLowerCase().includes(wanted);
      const found = heads.filter((head) => head.to.some(matches));
      return found.reverse();
    },
    async get(id) {
      const place = places.get(id);
      return place ? ((await journal.read(place.position)).mails[place.index] ?? null) : null;
    },
    answers: (sinceMs) => answers.splice(0).filter((answer) => answer.atMs >= sinceMs),
    close: () => journal.close(),
  };
}

/** `Name <a@b>` or `a@b`, as `a@b`. */
const addressOf = (recipient: string) => (/<([^<>]+)>\s*$/.exec(recipient)?.[1] ?? recipient).trim().toLowerCase();

export function newMail(input: MailInput, now: Date): StoredMail {
  const id = randomUUID();
  return {
    ...input,
    id,
    message_id: `<${id}@mail-sandbox.local>`,
    created_at: now.toISOString(),
    last_event: input.scheduled_at ? 'scheduled' : 'delivered',
  };
}
