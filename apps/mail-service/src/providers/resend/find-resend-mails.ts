import type { Resend } from 'resend';
import type { LookupOutcome, OutgoingMail, RateLimiter } from '../provider.ts';

const pageSize = 100;
/** 5,000 mails back; a busier day ends as unknown. */
const maxPages = 50;
const clockToleranceMs = 5 * 60 * 1000;

type Asking = { timeoutMs: number; rateLimit: RateLimiter };

/**
 * Resend cannot be asked for a tag: this walks its list once for all of them, newest first, back to `since`, and compares
 * the message id in the tags of mails with the same recipient and subject.
 */
export async function findResendMails(
  resend: Resend,
  mails: readonly OutgoingMail[],
  since: Date,
  asking: Asking,
): Promise<LookupOutcome[]> {
  const found = new Map<string, string>();
  const missing = await walk(resend, mails, since.getTime() - clockToleranceMs, asking, found).catch(
    (): LookupOutcome => ({ kind: 'unknown', code: 'no_answer' }),
  );
  return mails.map(({ messageId }): LookupOutcome => {
    const providerId = found.get(messageId);
    return providerId === undefined ? missing : { kind: 'found', providerId };
  });
}

/** Fills `found`; answers what is to be said of those that are not in it. */
async function walk(
  resend: Resend,
  mails: readonly OutgoingMail[],
  untilMs: number,
  { timeoutMs, rateLimit }: Asking,
  found: Map<string, string>,
): Promise<LookupOutcome> {
  const options = () => ({ signal: AbortSignal.timeout(timeoutMs) });
  const mayBe = (subject: string, to: readonly string[]) =>
    mails.some(({ mail, messageId }) => !found.has(messageId) && mail.subject === subject && to.includes(mail.to));
  let after: string | undefined;
  for (let page = 0; page < maxPages; page += 1) {
    const from = after ? { after } : {};
    const { data, error } = await rateLimit(() => resend.emails.list({ limit: pageSize, ...from }, options()));
    if (error) return { kind: 'unknown', code: error.name };
    for (const listed of data.data) {
      if (instantOf(listed.created_at) < untilMs || found.size === mails.length) return { kind: 'absent' };
      if (!mayBe(listed.subject, listed.to)) continue;
      const got = await rateLimit(() => resend.emails.get(listed.id, options()));
      if (got.error) return { kind: 'unknown', code: got.error.name };
      if (!got.data.tags) return { kind: 'unknown', code: 'no_tags' };
      const messageId = got.data.tags.find((tag) => tag.name === 'message_id')?.value;
      if (mails.some((one) => one.messageId === messageId)) found.set(messageId ?? '', listed.id);
    }
    after = data.data.at(-1)?.id;
    if (!data.has_more || after === undefined) return { kind: 'absent' };
  }
  return { kind: 'unknown', code: 'too_many_mails' };
}

/** `2023-04-03 22:13:42.674981+00` in their examples, RFC 3339 in others. NaN compares false: the walk goes on. */
const instantOf = (text: string): number => Date.parse(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'));
