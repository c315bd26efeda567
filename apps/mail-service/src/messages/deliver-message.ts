import { HttpProblem } from '@goen/service-kit';
import type { Message } from '../database/message.ts';
import type { MailContext } from '../mail-context.ts';
import { isSuppressed } from '../suppressions/is-suppressed.ts';
import { markSent, markSkipped } from './finish-message.ts';
import { leaseMessage, releaseMessage } from './lease.ts';
import { settleOldTry } from './settle-old-try.ts';
import { tryToSend } from './try-to-send.ts';

/**
 * Sends a queued message's persisted bytes, or finds why not. Returns when the state is final; throws 503 while it
 * is not, so that the caller comes again with the same key.
 */
export async function deliverMessage(context: MailContext, id: string): Promise<void> {
  const message = await leaseMessage(context, id);
  if (!message) return; // Final by now, or another process sends it: the caller reads the state again.
  try {
    await deliver(context, message);
  } catch (error) {
    await releaseMessage(context, id);
    throw error;
  }
}

async function deliver(context: MailContext, message: Message): Promise<void> {
  const { id, companyId, personHash, regulated } = message;
  // Erased or purged between the tries: there is no address any more.
  if (!message.rendered) return markSkipped(context, id, 'no_address');
  const mail = context.cipher.open(message.rendered, id);

  if (await settleOldTry(context, message, mail)) return;
  // A refusal may have come since the mail was queued; it counts at the moment of sending.
  if (await isSuppressed(context, { companyId, personHash, regulated })) return markSkipped(context, id, 'suppressed');

  const outcome = await tryToSend(context, message, mail);
  if (outcome.kind === 'accepted') return markSent(context, id, outcome.providerId);
  if (outcome.kind === 'refused') {
    context.logger.error({ messageId: id, code: outcome.code }, 'the provider refused a mail');
    return markSkipped(context, id, 'refused_by_provider');
  }
  throw unavailable(outcome.retryAfterMs);
}

export const unavailable = (retryAfterMs: number) =>
  new HttpProblem('unavailable', { headers: { 'retry-after': String(Math.max(1, Math.ceil(retryAfterMs / 1000))) } });
