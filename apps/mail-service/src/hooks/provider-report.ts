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
