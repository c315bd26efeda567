import type { z } from 'zod';
import { formatMailbox } from '../mails/address.ts';
import type { NewMail } from '../mails/new-mail.ts';
import {
  type MailSendRequest,
  mailSendRequest,
  type Personalization,
  type SendgridAddress,
} from './mail-send-schema.ts';
import type { SendgridError } from './sendgrid-error.ts';

const maxRecipients = 1000;
const maxCustomArgBytes = 10_000;

/** `dryRun`: SendGrid's own sandbox mode validates and sends nothing. */
type MailSend = { mails: NewMail[]; dryRun: boolean };

/** Reads and validates the body of `POST /v3/mail/send`. Each personalization is a mail; its values win. */
export function readMailSend(body: unknown): MailSend | { errors: SendgridError[] } {
  const parsed = mailSendRequest.safeParse(body);
  if (!parsed.success) return { errors: parsed.error.issues.map(toSendgridError) };
  const request = parsed.data;
  const errors = [
    ...findContentErrors(request),
    ...request.personalizations.flatMap((personalization, index) =>
      findPersonalizationErrors(request, personalization, index),
    ),
  ];
  if (errors.length > 0) return { errors };
  const mails = request.personalizations.map((personalization) => toNewMail(request, personalization));
  return { mails, dryRun: request.mail_settings?.sandbox_mode?.enable === true };
}

function toSendgridError(issue: z.core.$ZodIssue): SendgridError {
  const field = issue.path.join('.');
  if (issue.code === 'invalid_type' && field === 'from') {
    return {
      message:
        'The from object must be provided for every email send. It is an object that requires the email parameter, but may also contain a name parameter.',
      field: 'from.email',
    };
  }
  return { message: issue.message, field: field === '' ? null : field };
}

function findContentErrors({ content: parts, template_id }: MailSendRequest): SendgridError[] {
  if (template_id) return [{ message: 'The template_id must be a template of this account.', field: 'template_id' }];
  if (!parts || parts.length === 0) {
    return [
      { message: 'Unless a valid template_id is provided, the content parameter is required.', field: 'content' },
    ];
  }
  const ranks = parts.map(({ type }) => (type === 'text/plain' ? 0 : type === 'text/html' ? 1 : 2));
  if (ranks.every((rank, index) => index === 0 || rank >= (ranks[index - 1] ?? 0))) return [];
  const message = 'If present, text/plain must be first, followed by text/html, followed by any other content.';
  return [{ message, field: 'content' }];
}

function findPersonalizationErrors(
  request: MailSendRequest,
  { to, cc, bcc, subject, custom_args }: Personalization,
  index: number,
): SendgridError[] {
  const field = `personalizations.${index}`;
  const recipients = [...to, ...(cc ?? []), ...(bcc ?? [])].map(({ email }) => email.toLowerCase());
  const errors: SendgridError[] = [];
  if (!(subject ?? request.subject)) {
    errors.push({
      message:
        'The subject is required. You can get around this requirement if you use a template with a subject defined or if every personalization has a subject defined.',
      field: 'subject',
    });
  }
  if (recipients.length > maxRecipients) {
    errors.push({ message: 'There is a limit of 1000 total recipients (to + cc + bcc) per request.', field });
  }
  const duplicate = recipients.find((email, position) => recipients.indexOf(email) !== position);
  if (duplicate) {
    errors.push({
      message: `Each email address in the personalization block should be unique between to, cc, and bcc. We found the first duplicate instance of [${duplicate}] in the ${field} field.`,
      field,
    });
  }
  if (Buffer.byteLength(JSON.stringify({ ...request.custom_args, ...custom_args })) > maxCustomArgBytes) {
    errors.push({ message: 'The custom_args are limited to 10000 bytes.', field: `${field}.custom_args` });
  }
  return errors;
}

function toNewMail(request: MailSendRequest, personalization: Personalization): NewMail {
  const findContent = (type: string) => request.content?.find((part) => part.type === type)?.value ?? null;
  const sendAt = personalization.send_at ?? request.send_at;
  return {
    provider: 'sendgrid',
    from: toMailboxes([personalization.from ?? request.from])[0] ?? '',
    to: toMailboxes(personalization.to),
    cc: toMailboxes(personalization.cc),
    bcc: toMailboxes(personalization.bcc),
    reply_to: toMailboxes(request.reply_to ? [request.reply_to] : request.reply_to_list),
    subject: personalization.subject ?? request.subject ?? '',
    html: findContent('text/html'),
    text: findContent('text/plain'),
    headers: { ...request.headers, ...personalization.headers },
    tags: [
      ...(request.categories ?? []).map((value) => ({ name: 'category', value })),
      ...(request.asm ? [{ name: 'asm_group', value: String(request.asm.group_id) }] : []),
    ],
    scheduled_at: sendAt ? new Date(sendAt * 1000).toISOString() : null,
    custom_args: { ...request.custom_args, ...personalization.custom_args },
  };
}

const toMailboxes = (addresses: SendgridAddress[] | null | undefined) =>
  (addresses ?? []).map(({ email, name }) => formatMailbox(email, name ?? undefined));
