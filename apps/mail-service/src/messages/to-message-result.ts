import type { MessageResult } from '@goen/contracts/internal';
import type { StoredMessage } from './message-rows.ts';

/** Null while the message is queued. */
export function toMessageResult(message: StoredMessage): MessageResult | null {
  const { id, kind, date, rejectionIds } = message;
  const common = { id, kind, date, rejectionIds };
  if (message.sentAt) return { status: 'sent', ...common, sentAt: message.sentAt.toISOString() };
  if (message.skipReason) {
    return { status: 'skipped', ...common, reason: message.skipReason, missing: message.missing ?? [] };
  }
  return null;
}
