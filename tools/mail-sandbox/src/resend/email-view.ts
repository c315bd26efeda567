import type { StoredMail } from '../mails/mail.ts';

/** `GET /emails/{id}` of the published schema. Absent parts are left out: the schema knows no null. */
export function emailView(mail: StoredMail) {
  return {
    ...listedEmail(mail),
    ...(mail.html === null ? {} : { html: mail.html }),
    ...(mail.text === null ? {} : { text: mail.text }),
    tags: mail.tags,
  };
}

/** An item of `GET /emails`: without its bodies. */
export function listedEmail(mail: StoredMail) {
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
