import type { Resend } from 'resend';
import type { FindOutcome, InTurn, OutgoingMail } from './provider.ts';

const pageSize = 100;
/** 5,000 mails back; a busier day ends as unknown. */
const maxPages = 50;
const clockToleranceMs = 5 * 60 * 1000;

/**
 * Resend cannot be asked for a tag: this walks its list, newest first, back to `since`, and compares the message id in
 * the tags of mails with the same recipient and subject.
 */
export async function findInResend(
  resend: Resend,
  { mail, messageId }: OutgoingMail,
  since: Date,
  { timeoutMs, inTurn }: { timeoutMs: number; inTurn: InTurn },
): Promise<FindOutcome> {
  const until = since.getTime() - clockToleranceMs;
  const options = () => ({ signal: AbortSignal.timeout(timeoutMs) });
  let after: string | undefined;
  try {
    for (let page = 0; page < maxPages; page += 1) {
      const from = after ? { after } : {};
      const { data, error } = await inTurn(() => resend.emails.list({ limit: pageSize, ...from }, options()));
      if (error) return { kind: 'unknown', code: error.name };
      for (const listed of data.data) {
        if (instantOf(listed.created_at) < until) return { kind: 'absent' };
        if (listed.subject !== mail.subject || !listed.to.includes(mail.to)) continue;
        const found = await inTurn(() => resend.emails.get(listed.id, options()));
        if (found.error) return { kind: 'unknown', code: found.error.name };
        if (!found.data.tags) return { kind: 'unknown', code: 'no_tags' };
        const isOurs = found.data.tags.some((tag) => tag.name === 'message_id' && tag.value === messageId);
        if (isOurs) return { kind: 'found', providerId: listed.id };
      }
      after = data.data.at(-1)?.id;
      if (!data.has_more || after === undefined) return { kind: 'absent' };
    }
    return { kind: 'unknown', code: 'too_many_mails' };
  } catch {
    return { kind: 'unknown', code: 'no_answer' };
  }
}

/** `2023-04-03 22:13:42.674981+00` in their examples, RFC 3339 in others. NaN compares false: the walk goes on. */
const instantOf = (text: string): number => Date.parse(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'));
