import type { MailHead } from '../mails/mail-store.ts';
import type { NotSent } from './send-statuses.ts';

/** The published EmailSendStatusView of a send that became a mail. */
export function sentStatus(head: MailHead) {
  return {
    status: 'COMPLETE',
    statusId: head.provider_id,
    sendResult: 'SENT',
    requestedAt: head.created_at,
    startedAt: head.created_at,
    completedAt: head.created_at,
    eventId: { id: head.id, created: head.created_at },
  };
}

/** And of one that did not; this is known at once, and answered at once. */
export const notSentStatus = ({ statusId, sendResult, at }: NotSent) => ({
  status: 'COMPLETE',
  statusId,
  sendResult,
  requestedAt: at,
  startedAt: at,
  completedAt: at,
});

/** A send that goes ahead is asynchronous: its answer only says where to ask. */
export const pendingStatus = (statusId: string, requestedAt: string) => ({ status: 'PENDING', statusId, requestedAt });
