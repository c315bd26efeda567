import { randomUUID } from 'node:crypto';
import type { JournalAccess, Projection } from './projection.ts';

/** HubSpot's published results of a send that makes no mail, as far as a sandbox can produce them. */
export type UnsentResult =
  | 'IDEMPOTENT_IGNORE'
  | 'INVALID_TO_ADDRESS'
  | 'INVALID_FROM_ADDRESS'
  | 'MISSING_CONTENT'
  | 'PREVIOUSLY_BOUNCED'
  | 'PREVIOUS_SPAM'
  | 'PREVIOUSLY_UNSUBSCRIBED_PORTAL'
  | 'UNCONFIGURED_SENDING_DOMAIN';
export type UnsentSend = { statusId: string; sendResult: UnsentResult; requestedAt: string };
export type UnsentSendStore = {
  find(statusId: string): UnsentSend | undefined;
  record(sendResult: UnsentResult): Promise<UnsentSend>;
};

/** HubSpot's sends that made no mail. The status of a send that made one is derived from the mail. */
export function createUnsentSendStore(journal: JournalAccess, now: () => Date): Projection<UnsentSendStore> {
  const unsentSends = new Map<string, UnsentSend>();
  return {
    apply(entry) {
      if (entry.type !== 'not_sent') return;
      const sendResult = entry.send_result as UnsentResult;
      unsentSends.set(entry.status_id, { statusId: entry.status_id, sendResult, requestedAt: entry.at });
    },
    find: (statusId) => unsentSends.get(statusId),
    async record(sendResult) {
      const unsent = { statusId: randomUUID(), sendResult, requestedAt: now().toISOString() };
      await journal.append({
        type: 'not_sent',
        at: unsent.requestedAt,
        status_id: unsent.statusId,
        send_result: sendResult,
      });
      return unsent;
    },
  };
}
