import type { StoredMail } from '../mails/mail.ts';

/** `GET /emails/{id}` of the published schema. Absent bodies are left out, since the schema has no null. */
export function toEmail(mail: StoredMail) {
  return {
    ...toEmailListItem(mail),
    ...(mail.html === null ? {} : { html: mail.html }),
    ...(mail.text === null ? {} : { text: mail.text }),
    tags: mail.tags,
  };
}

/** An item of `GET /emails`: without bodies. */
export function toEmailListItem(mail: StoredMail) {
  return {
    object: 'email',
    id: mail.id,
    message_id: mail.message_id,
    to: mail.to,
    from: mail.from,
    created_at: mail.created_at,
    subject: mail.subject,
    bcc: mail.bcc,
    cc: mail.cc,
    reply_to: mail.reply_to,
    last_event: mail.last_event,
    scheduled_at: mail.scheduled_at,
  };
}
