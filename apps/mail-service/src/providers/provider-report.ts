import { parseJson } from '@goen/service-kit';
import type { z } from 'zod';

/** What a provider can report about a mail; each type supersedes those before it. */
export const reportTypes = ['sent', 'delivered', 'failed', 'suppressed', 'bounced', 'complained'] as const;
export type ReportType = (typeof reportTypes)[number];

/** One event of a provider's webhook in our terms. */
export type ProviderReport = {
  eventId: string;
  /** Our message id, or the key of the request that carried this mail alone. */
  mail: { messageId: string } | { batchId: string };
  providerId: string | null;
  /** Null: nothing that changes a mail's state, such as a soft bounce. */
  type: ReportType | null;
  occurredAt: Date;
};

/** `unparsed`: how many events had an unknown shape. Events of mails that other systems sent are left out. */
export type ParsedHook = { reports: ProviderReport[]; unparsed: number };

/** Parses each event of a body, alone or in a list, by itself: a bad one does not cost the others. */
export function parseEvents<T extends z.ZodType>(
  body: string,
  eventSchema: T,
  toReport: (event: z.output<T>) => ProviderReport | null,
): ParsedHook {
  const json = parseJson(body);
  const events: unknown[] = Array.isArray(json) ? json : [json];
  const parsed = events.map((event) => eventSchema.safeParse(event));
  const reports = parsed.flatMap(({ data }) => (data === undefined ? [] : [toReport(data)]));
  return {
    reports: reports.filter((report) => report !== null),
    unparsed: parsed.filter(({ success }) => !success).length,
  };
}
