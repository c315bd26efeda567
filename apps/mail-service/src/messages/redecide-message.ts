import type { MessageRequest } from '@goen/contracts/internal';
import { type Database, roundedNow } from '@goen/service-kit/database';
import { raw, UniqueConstraintViolationException } from '@mikro-orm/core';
import { Message } from '../database/message.ts';
import type { MailContext } from '../mail-context.ts';
import { type DecidedColumns, decideMessage, type MessageClaim, skipForDailyLimit } from './decide-message.ts';
import type { StoredMessage } from './message-rows.ts';

/**
 * Handles a key that was repeated with other inputs. A mail that is out, may be out or was skipped keeps its first
 * outcome; one that certainly did not leave is decided again: a rejection may have been withdrawn, an address fixed, a
 * day passed.
 */
export async function redecideMessage(
  context: MailContext,
  message: StoredMessage,
  request: MessageRequest,
  claim: MessageClaim,
): Promise<StoredMessage> {
  const isOpen = message.state === 'queued' && !message.maybeSentSince && message.companyId === request.company;
  if (!isOpen) {
    context.logger.warn({ messageId: message.id }, 'Key repeated with other inputs; the first result stands');
    return message;
  }
  const { columns } = await decideMessage(context, message.id, request, claim);
  try {
    await updateUnlessLeased(context.orm, message.id, columns);
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error;
    await updateUnlessLeased(context.orm, message.id, skipForDailyLimit(columns));
  }
  return (await context.rows.find(claim.key)) ?? message;
}

/** A mail that is being sent keeps its bytes. */
const updateUnlessLeased = (orm: Database, id: string, columns: DecidedColumns) =>
  orm.em.fork().nativeUpdate(
    Message,
    {
      id,
      state: 'queued',
      maybeSentSince: null,
      $or: [{ leaseUntil: null }, { leaseUntil: { $lt: raw(roundedNow) } }],
    },
    columns,
  );
