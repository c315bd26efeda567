import type { AddressObject, HeaderLines } from 'mailparser';
import { simpleParser } from 'mailparser';
import { extractAddress, formatMailbox } from '../mails/address.ts';
import type { NewMail } from '../mails/new-mail.ts';

/** Headers shown as parts of the mail, or of no use to a reader. */
const omittedHeaders =
  /^(from|to|cc|bcc|subject|reply-to|message-id|date|mime-version|content-type|content-transfer-encoding)$/;

/** Parses a message received after DATA. Envelope recipients that appear in no header are Bcc. */
export async function parseMessage(source: Buffer, envelopeRecipients: string[]): Promise<NewMail> {
  const parsed = await simpleParser(source, { skipHtmlToText: true, skipTextToHtml: true, keepCidLinks: true });
  const [to, cc] = [toMailboxes(parsed.to), toMailboxes(parsed.cc)];
  const headerRecipients = new Set([...to, ...cc].map(extractAddress));
  const messageId = parsed.messageId ?? null;
  return {
    provider: 'smtp',
    from: toMailboxes(parsed.from)[0] ?? '',
    to: to.length > 0 ? to : envelopeRecipients,
    cc,
    bcc:
      to.length > 0 ? envelopeRecipients.filter((recipient) => !headerRecipients.has(extractAddress(recipient))) : [],
    reply_to: toMailboxes(parsed.replyTo),
    subject: parsed.subject ?? '',
    html: parsed.html || null,
    text: parsed.text ?? null,
    headers: readHeaders(parsed.headerLines),
    tags: [],
    scheduled_at: null,
    ...(messageId === null ? {} : { message_id: messageId, provider_id: messageId }),
    reference: messageId,
  };
}

const toMailboxes = (header: AddressObject | AddressObject[] | undefined): string[] =>
  [header ?? []]
    .flat()
    .flatMap(({ value }) => value)
    .map(({ name, address }) => formatMailbox(address ?? '', name));

/** The sender's own headers, unfolded; a repeated header keeps all its values, one per line. */
function readHeaders(lines: HeaderLines): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const { key, line } of lines) {
    if (omittedHeaders.test(key)) continue;
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
