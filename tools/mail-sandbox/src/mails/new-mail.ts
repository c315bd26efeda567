import { randomUUID } from 'node:crypto';
import type { MailInput, MailState, Provider, StoredMail } from './mail.ts';

/** The tag or custom arg in which mail-service puts its message id. */
const referenceName = 'message_id';

/** A mail as a provider's API reads it from a request. */
export type NewMail = MailInput & {
  provider: Provider;
  custom_args?: Record<string, string>;
  message_id?: string;
  provider_id?: string;
  reference?: string | null;
};

/** Assigns ids and the reference. A scheduled mail starts as `scheduled`, whatever `state` says. */
export function toStoredMail(mail: NewMail, state: MailState, now: Date): StoredMail {
  const id = randomUUID();
  const taggedReference = mail.tags.find((tag) => tag.name === referenceName)?.value;
  return {
    ...mail,
    id,
    provider_id: mail.provider_id ?? id,
    message_id: mail.message_id ?? `<${id}@mail-sandbox.local>`,
    created_at: now.toISOString(),
    last_event: mail.scheduled_at ? 'scheduled' : state,
    custom_args: mail.custom_args ?? {},
    reference: mail.reference ?? taggedReference ?? mail.custom_args?.[referenceName] ?? null,
  };
}
