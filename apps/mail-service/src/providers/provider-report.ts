import { createHash } from 'node:crypto';
import { isStorable } from '@goen/service-kit';
import type { z } from 'zod';
import { isPlausibleTime } from './event-fields.ts';

/** What a provider can report about a mail; each type supersedes those before it. */
export const reportTypes = ['sent', 'delivered', 'failed', 'suppressed', 'bounced', 'complained'] as const;
export type ReportType = (typeof reportTypes)[number];

/** What an event says about the mail it is about; null where it does not say it. */
export type MailReference = {
  /** Our message id, or the key of the request that carried this mail alone. */
  readonly id: { readonly message: string } | { readonly batch: string } | null;
  /** The recipient. */
  readonly address: string | null;
  readonly providerId: string | null;
};

/** One event of a provider's webhook in our terms. */
export type ProviderReport = {
  eventId: string;
  mail: MailReference;
  /** Null: nothing that changes a mail's state, such as a soft bounce. */
  type: ReportType | null;
  occurredAt: Date;
  /** Why, in the provider's own words. */
  text: string | null;
};

/** Of the provider's words; more is cut. */
const maxTextLength = 500;

/**
 * An event as its provider's parser returns it. Without an id or a time, it gets a hash of its content and `receivedAt`.
 * `type` is undefined when the provider's documentation does not know it.
 */
export type EventReading = Pick<ProviderReport, 'mail'> & {
  eventId: string | null;
  type: ReportType | null | undefined;
  occurredAt: Date | null;
  text?: string | null;
};

/** Why an event was not understood. */
export type NotUnderstood =
  | 'not_json'
  | 'unstorable_text'
  | 'unknown_shape'
  | 'unknown_type'
  | 'implausible_time'
  | 'names_no_mail';

/** `notUnderstood` counts by reason. Events that are not about a mail are left out. */
export type ParsedHook = { reports: ProviderReport[]; notUnderstood: Partial<Record<NotUnderstood, number>> };

/**
 * Parses each event of a body, alone or in a list, by itself: one that is not understood does not cost the others.
 * `read` returns null for an event that is not about a mail.
 */
export function parseEvents<T extends z.ZodType>(
  body: string,
  eventSchema: T,
  read: (event: z.output<T>, index: number) => EventReading | null,
  receivedAt = new Date(),
): ParsedHook {
  const hook: ParsedHook = { reports: [], notUnderstood: {} };
  const countNotUnderstood = (reason: NotUnderstood) => {
    hook.notUnderstood[reason] = (hook.notUnderstood[reason] ?? 0) + 1;
  };
  const events = listEvents(body);
  if (events === null) countNotUnderstood('not_json');
  for (const [index, event] of (events ?? []).entries()) {
    const report = toReport(event, eventSchema, (parsed) => read(parsed, index), receivedAt);
    if (typeof report === 'string') countNotUnderstood(report);
    else if (report !== null) hook.reports.push(report);
  }
  return hook;
}

function listEvents(body: string): unknown[] | null {
  try {
    const json: unknown = JSON.parse(body);
    return Array.isArray(json) ? json : [json];
  } catch {
    return null;
  }
}

function toReport<T extends z.ZodType>(
  event: unknown,
  eventSchema: T,
  read: (event: z.output<T>) => EventReading | null,
  receivedAt: Date,
): ProviderReport | NotUnderstood | null {
  if (!isStorable(event)) return 'unstorable_text';
  const parsed = eventSchema.safeParse(event);
  if (!parsed.success) return 'unknown_shape';
  const reading = read(parsed.data);
  if (reading === null) return null;
  const { mail, type, occurredAt } = reading;
  if (type === undefined) return 'unknown_type';
  if (occurredAt !== null && !isPlausibleTime(occurredAt)) return 'implausible_time';
  if (mail.id === null && mail.address === null) return 'names_no_mail';
  return {
    eventId: toEventId(reading.eventId, event),
    mail,
    type,
    occurredAt: occurredAt ?? receivedAt,
    text: reading.text?.slice(0, maxTextLength) ?? null,
  };
}

/** Longer ids are hashed: an index entry has a maximum size. */
const maxEventIdLength = 200;

function toEventId(id: string | null, event: unknown): string {
  if (id !== null && id.length <= maxEventIdLength) return id;
  return createHash('sha256')
    .update(id ?? JSON.stringify(event))
    .digest('hex');
}
