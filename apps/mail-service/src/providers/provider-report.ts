import { parseJson } from '@goen/service-kit';
import type { z } from 'zod';

/** What a provider may report of a mail, in the order in which one outdoes another. */
export const reportTypes = ['sent', 'delivered', 'failed', 'suppressed', 'bounced', 'complained'] as const;
export type ReportType = (typeof reportTypes)[number];

/** One event of a provider's webhook in our words. */
export type ProviderReport = {
  eventId: string;
  /** Our id, or the key of the request that carried the mail alone. */
  mail: { messageId: string } | { batchId: string };
  providerId: string | null;
  /** Null: nothing that changes a mail's state, such as a bounce that passes. */
  type: ReportType | null;
  occurredAt: Date;
};

/** What a post holds: events that are ours, and how many have a shape that is not understood. */
export type ParsedHook = { reports: ProviderReport[]; unparsed: number };

/** Each event for itself, alone or in a list: one that another system caused, or of a new shape, costs no other. */
export function parseEvents<T extends z.ZodType>(
  body: string,
  event: T,
  reportOf: (event: z.output<T>) => ProviderReport | null,
): ParsedHook {
  const parsed = parseJson(body);
  const posted: unknown[] = Array.isArray(parsed) ? parsed : [parsed];
  const read = posted.map((one) => event.safeParse(one));
  const reports = read.flatMap((one) => (one.success ? [reportOf(one.data)] : [])).filter((one) => one !== null);
  return { reports, unparsed: read.filter((one) => !one.success).length };
}
