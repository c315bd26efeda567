import type { MessageRequest } from '@goen/contracts/internal';
import { UniqueConstraintViolationException } from '@mikro-orm/core';
import { Message } from '../database/message.ts';
import type { MailContext } from '../mail-context.ts';
import { type Claim, type DecidedColumns, decideMessage, limited } from './decide-message.ts';
import type { StoredMessage } from './message-rows.ts';

/**
 * A key that came again with other inputs. What is out, may be out or was skipped keeps its first outcome; a mail that
 * surely did not leave is decided anew: a rejection may have been taken back, an address mended, a day passed.
 */
export async function redecideMessage(
  context: MailContext,
  message: StoredMessage,
  request: MessageRequest,
  claim: Claim,
): Promise<StoredMessage> {
  const isOpen = message.state === 'queued' && !message.maybeSentSince && message.companyId === request.company;
  if (!isOpen) {
    context.logger.warn({ messageId: message.id }, 'a key came again with other inputs; it keeps its first result');
    return message;
  }
  const { columns: decided } = await decideMessage(context, message.id, request, claim);
  try {
    await update(context, message.id, decided);
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error;
    await update(context, message.id, limited(decided));
  }
  return (await context.rows.find(claim.key)) ?? message;
}

/** Only while nobody sends it: what is on its way keeps its bytes. */
const update = ({ orm }: MailContext, id: string, decided: DecidedColumns) =>
  orm.em.fork().nativeUpdate(
    Message,
    {
      id,
      state: 'queued',
      maybeSentSince: null,
      $or: [{ leaseUntil: null }, { leaseUntil: { $lt: new Date() } }],
    },
    decided,
  );
