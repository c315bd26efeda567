import type { AddressObject, HeaderLines } from 'mailparser';
import { simpleParser } from 'mailparser';
import { addressOf } from '../mails/address.ts';
import type { NewMail } from '../mails/new-mail.ts';

/** Shown as parts of the mail, or of no use to a reader. */
const shownElsewhere =
  /^(from|to|cc|bcc|subject|reply-to|message-id|date|mime-version|content-type|content-transfer-encoding)$/;

/** A message as it came after DATA, with the envelope's recipients: who is in no header is Bcc. */
export async function receivedMail(source: Buffer, recipients: string[]): Promise<Omit<NewMail, 'last_event'>> {
  const parsed = await simpleParser(source, { skipHtmlToText: true, skipTextToHtml: true, keepCidLinks: true });
  const [to, cc] = [mailboxes(parsed.to), mailboxes(parsed.cc)];
  const named = new Set([...to, ...cc].map(addressOf));
  const messageId = parsed.messageId ?? null;
  return {
    provider: 'smtp',
    from: mailboxes(parsed.from)[0] ?? '',
    to: to.length > 0 ? to : recipients,
    cc,
    bcc: to.length > 0 ? recipients.filter((recipient) => !named.has(addressOf(recipient))) : [],
    reply_to: mailboxes(parsed.replyTo),
    subject: parsed.subject ?? '',
    html: parsed.html || null,
    text: parsed.text ?? null,
    headers: headersOf(parsed.headerLines),
    tags: [],
    scheduled_at: null,
    ...(messageId === null ? {} : { message_id: messageId, provider_id: messageId }),
    reference: messageId,
  };
}

const mailboxes = (header: AddressObject | AddressObject[] | undefined): string[] =>
  [header ?? []]
    .flat()
    .flatMap(({ value }) => value)
    .map(({ name, address }) => (name ? `"${name}" <${address ?? ''}>` : (address ?? '')));

/** The sender's own headers, unfolded; a repeated name keeps all its values, a line each. */
function headersOf(lines: HeaderLines): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const { key, line } of lines) {
    if (shownElsewhere.test(key)) continue;
    const colon = line.indexOf(':');
    const name = line.slice(0, colon);
    const value = line
      .slice(colon + 1)
      .replaceAll(/\r?\n[ \t]+/g, ' ')
      .trim();
    headers[name] = headers[name] === undefined ? value : `${headers[name]}\n${value}`;
  }
  return headers;
}
