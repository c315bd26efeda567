import { randomUUID } from 'node:crypto';
import type { MailEvent, MailInput, Provider, StoredMail } from './mail.ts';

/** The tag, custom arg or property in which mail-service names its message. */
const referenceName = 'message_id';

export type NewMail = MailInput & {
  provider: Provider;
  custom_args?: Record<string, string>;
  message_id?: string;
  provider_id?: string;
  reference?: string | null;
  last_event: MailEvent;
};

export function newMail(input: NewMail, now: Date): StoredMail {
  const id = randomUUID();
  const messageId = input.message_id ?? `<${id}@mail-sandbox.local>`;
  const tagged = input.tags.find((tag) => tag.name === referenceName)?.value;
  const reference = input.reference ?? tagged ?? input.custom_args?.[referenceName] ?? null;
  return {
    ...input,
    id,
    provider_id: input.provider_id ?? id,
    message_id: messageId,
    created_at: now.toISOString(),
    last_event: input.scheduled_at ? 'scheduled' : input.last_event,
    custom_args: input.custom_args ?? {},
    reference,
  };
}

export const noParts = {
  cc: [],
  bcc: [],
  reply_to: [],
  headers: {},
  tags: [],
  scheduled_at: null,
} satisfies Partial<MailInput>;
