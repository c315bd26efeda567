import type { z } from 'zod';
import { mailbox } from '../mails/address.ts';
import type { NewMail } from '../mails/new-mail.ts';
import { type MailSend, mailSend, type Personalization, type SendgridAddress } from './mail-send-shape.ts';
import type { SendgridError } from './sendgrid-error.ts';

const maxRecipients = 1000;
const maxCustomArgBytes = 10_000;

export type SendgridMail = Omit<NewMail, 'last_event' | 'provider_id'>;
/** `dryRun`: SendGrid's sandbox mode validates and sends nothing. */
export type MailSendRead = { mails: SendgridMail[]; dryRun: boolean } | { errors: SendgridError[] };

/** The checks of `POST /v3/mail/send`; each personalization is a mail of its own, and its values win. */
export function readMailSend(body: unknown): MailSendRead {
  const read = mailSend.safeParse(body);
  if (!read.success) return { errors: read.error.issues.map(errorOf) };
  const errors = [
    ...readContent(read.data),
    ...read.data.personalizations.flatMap((one, at) => readOne(read.data, one, at)),
  ];
  if (errors.length > 0) return { errors };
  const mails = read.data.personalizations.map((one) => mailOf(read.data, one));
  return { mails, dryRun: read.data.mail_settings?.sandbox_mode?.enable === true };
}

const errorOf = (issue: z.core.$ZodIssue): SendgridError => {
  const field = issue.path.join('.');
  if (issue.code === 'invalid_type' && field === 'from')
    return {
      message:
        'The from object must be provided for every email send. It is an object that requires the email parameter, but may also contain a name parameter.',
      field: 'from.email',
    };
  return { message: issue.message, field: field === '' ? null : field };
};

function readContent({ content: parts, template_id }: MailSend): SendgridError[] {
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

function readOne(mail: MailSend, one: Personalization, at: number): SendgridError[] {
  const field = `personalizations.${at}`;
  const recipients = [...one.to, ...(one.cc ?? []), ...(one.bcc ?? [])].map(({ email }) => email.toLowerCase());
  const errors: SendgridError[] = [];
  if (!(one.subject ?? mail.subject)) {
    errors.push({
      message:
        'The subject is required. You can get around this requirement if you use a template with a subject defined or if every personalization has a subject defined.',
      field: 'subject',
    });
  }
  if (recipients.length > maxRecipients) {
    errors.push({ message: 'There is a limit of 1000 total recipients (to + cc + bcc) per request.', field });
  }
  const repeated = recipients.find((email, index) => recipients.indexOf(email) !== index);
  if (repeated) {
    errors.push({
      message: `Each email address in the personalization block should be unique between to, cc, and bcc. We found the first duplicate instance of [${repeated}] in the ${field} field.`,
      field,
    });
  }
  if (Buffer.byteLength(JSON.stringify({ ...mail.custom_args, ...one.custom_args })) > maxCustomArgBytes) {
    errors.push({ message: 'The custom_args are limited to 10000 bytes.', field: `${field}.custom_args` });
  }
  return errors;
}

function mailOf(mail: MailSend, one: Personalization): SendgridMail {
  const part = (type: string) => mail.content?.find((candidate) => candidate.type === type)?.value ?? null;
  const boxes = (list: SendgridAddress[] | null | undefined) =>
    (list ?? []).map(({ email, name }) => mailbox(email, name ?? undefined));
  const sendAt = one.send_at ?? mail.send_at;
  return {
    provider: 'sendgrid',
    from: boxes([one.from ?? mail.from])[0] ?? '',
    to: boxes(one.to),
    cc: boxes(one.cc),
    bcc: boxes(one.bcc),
    reply_to: boxes(mail.reply_to ? [mail.reply_to] : mail.reply_to_list),
    subject: one.subject ?? mail.subject ?? '',
    html: part('text/html'),
    text: part('text/plain'),
    headers: { ...mail.headers, ...one.headers },
    tags: [
      ...(mail.categories ?? []).map((value) => ({ name: 'category', value })),
      ...(mail.asm ? [{ name: 'asm_group', value: String(mail.asm.group_id) }] : []),
    ],
    scheduled_at: sendAt ? new Date(sendAt * 1000).toISOString() : null,
    custom_args: { ...mail.custom_args, ...one.custom_args },
  };
}
