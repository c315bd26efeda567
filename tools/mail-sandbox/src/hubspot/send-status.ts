import type { MailSummary } from '../store/mail-store.ts';
import type { UnsentSend } from '../store/unsent-send-store.ts';

/** The published EmailSendStatusView of a send that made a mail. */
export function toSentStatus(mail: MailSummary) {
  return {
    status: 'COMPLETE',
    statusId: mail.provider_id,
    sendResult: 'SENT',
    requestedAt: mail.created_at,
    startedAt: mail.created_at,
    completedAt: mail.created_at,
    eventId: { id: mail.id, created: mail.created_at },
  };
}

/** The status of a send that made no mail; complete from the start. */
export const toUnsentStatus = ({ statusId, sendResult, requestedAt }: UnsentSend) => ({
  status: 'COMPLETE',
  statusId,
  sendResult,
  requestedAt,
  startedAt: requestedAt,
  completedAt: requestedAt,
});

/** A send that makes a mail is asynchronous: the first answer only names the status to poll. */
export const toPendingStatus = (statusId: string, requestedAt: string) => ({
  status: 'PENDING',
  statusId,
  requestedAt,
});
