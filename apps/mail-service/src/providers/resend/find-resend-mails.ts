import { toMailboxKey } from '@goen/service-kit';
import type { Resend } from 'resend';
import type { LookupOutcome, OutgoingMail, RateLimiter } from '../provider.ts';

const pageSize = 100;
/** 5,000 mails back; on a busier day the outcome stays unknown. */
const maxPages = 50;
const clockToleranceMs = 5 * 60 * 1000;

type Options = { timeoutMs: number; rateLimit: RateLimiter };

/**
 * Resend cannot search by tag: this walks its list once for all mails, newest first, back to `since`, and compares the
 * message id in the tags of mails with the same recipient and subject.
 */
export async function findResendMails(
  resend: Resend,
  mails: readonly OutgoingMail[],
  since: Date,
  options: Options,
): Promise<LookupOutcome[]> {
  const providerIds = new Map<string, string>();
  const missing = await walkList(resend, mails, since.getTime() - clockToleranceMs, options, providerIds).catch(
    (): LookupOutcome => ({ kind: 'unknown', code: 'no_answer' }),
  );
  return mails.map(({ messageId }): LookupOutcome => {
    const providerId = providerIds.get(messageId);
    return providerId === undefined ? missing : { kind: 'found', providerId };
  });
}

/** Fills `providerIds` by message id and returns the outcome of mails that are not in it. */
async function walkList(
  resend: Resend,
  mails: readonly OutgoingMail[],
  untilMs: number,
  { timeoutMs, rateLimit }: Options,
  providerIds: Map<string, string>,
): Promise<LookupOutcome> {
  const createOptions = () => ({ signal: AbortSignal.timeout(timeoutMs) });
  const mayMatch = (subject: string, to: readonly string[]) => {
    const keys = new Set(to.map(toMailboxKey));
    return mails.some(
      ({ mail, messageId }) =>
        !providerIds.has(messageId) && mail.subject === subject && keys.has(toMailboxKey(mail.to)),
    );
  };
  let after: string | undefined;
  for (let page = 0; page < maxPages; page += 1) {
    const cursor = after ? { after } : {};
    const { data, error } = await rateLimit(() => resend.emails.list({ limit: pageSize, ...cursor }, createOptions()));
    if (error) return { kind: 'unknown', code: error.name };
    for (const listed of data.data) {
      if (parseInstantMs(listed.created_at) < untilMs || providerIds.size === mails.length) return { kind: 'absent' };
      if (!mayMatch(listed.subject, listed.to)) continue;
      const email = await rateLimit(() => resend.emails.get(listed.id, createOptions()));
      if (email.error) return { kind: 'unknown', code: email.error.name };
      if (!email.data.tags) return { kind: 'unknown', code: 'no_tags' };
      const messageId = email.data.tags.find((tag) => tag.name === 'message_id')?.value;
      if (mails.some((mail) => mail.messageId === messageId)) providerIds.set(messageId ?? '', listed.id);
    }
    after = data.data.at(-1)?.id;
    if (!data.has_more || after === undefined) return { kind: 'absent' };
  }
  return { kind: 'unknown', code: 'too_many_mails' };
}

/** `2023-04-03 22:13:42.674981+00` in their examples, RFC 3339 in others. NaN compares false: the walk goes on. */
const parseInstantMs = (text: string): number => Date.parse(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'));
