import { randomUUID } from 'node:crypto';
import type { Book, JournalAccess } from '../mails/mail-store.ts';

/** A send of which no mail came: its result is all that is kept. */
export type NotSent = { statusId: string; sendResult: SendResult; at: string };
/** The results of the published enumeration that a sandbox can give for a send that makes no mail. */
export type SendResult =
  | 'IDEMPOTENT_IGNORE'
  | 'INVALID_TO_ADDRESS'
  | 'INVALID_FROM_ADDRESS'
  | 'MISSING_CONTENT'
  | 'PREVIOUSLY_BOUNCED'
  | 'PREVIOUS_SPAM'
  | 'PREVIOUSLY_UNSUBSCRIBED_PORTAL'
  | 'UNCONFIGURED_SENDING_DOMAIN';
export type SendStatuses = {
  find(statusId: string): NotSent | undefined;
  notSent(sendResult: SendResult): Promise<NotSent>;
};

/** The status of a send that became a mail is the mail's own; this book keeps the others. */
export function createSendStatuses(journal: JournalAccess, now: () => Date): Book<SendStatuses> {
  const statuses = new Map<string, NotSent>();
  return {
    apply(entry) {
      if (entry.type !== 'not_sent') return;
      const sendResult = entry.send_result as SendResult;
      statuses.set(entry.status_id, { statusId: entry.status_id, sendResult, at: entry.at });
    },
    find: (statusId) => statuses.get(statusId),
    async notSent(sendResult) {
      const status = { statusId: randomUUID(), sendResult, at: now().toISOString() };
      await journal.append({ type: 'not_sent', at: status.at, status_id: status.statusId, send_result: sendResult });
      return status;
    },
  };
}
