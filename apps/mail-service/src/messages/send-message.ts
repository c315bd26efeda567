import { createHmac } from 'node:crypto';
import type { MessageRequest, MessageResult } from '@goen/contracts';
import { personHash } from '@goen/service-kit';
import type { MailContext } from '../mail-context.ts';
import { claimMessage, findByKey } from './claim-message.ts';
import { deliverMessage, unavailable } from './deliver-message.ts';
import { resultOf } from './message-result.ts';
import { moveToDate } from './move-to-date.ts';

/** While another process sends: it is done, or has lost its lease, after some of these. */
const elsewhereMs = 2_000;

/** At most one mail a key, for ever. Throws 503 while the outcome is open. */
export async function sendMessage(context: MailContext, request: MessageRequest): Promise<MessageResult> {
  const { key } = request;
  const claim = {
    key,
    inputsHash: inputsHashOf(request, context.personHashKey),
    personHash: personHash(request.to.email, context.personHashKey),
  };
  const message = (await findByKey(context, key)) ?? (await claimMessage(context, request, claim));
  if (message.inputsHash !== claim.inputsHash) {
    context.logger.warn({ messageId: message.id }, 'a key came again with other inputs; it keeps its first result');
  }
  const known = resultOf(message);
  if (known) return known;

  await moveToDate(context, message, request.date);
  await context.flights.join(message.id, () => deliverMessage(context, message.id));
  const delivered = await findByKey(context, key);
  const result = delivered ? resultOf(delivered) : null;
  if (!result) throw unavailable(elsewhereMs);
  return result;
}

/** Keyed, since the inputs hold an address. zod gives the parsed request its schema's order of keys. */
const inputsHashOf = (request: MessageRequest, key: string): string =>
  createHmac('sha256', key).update(JSON.stringify(request)).digest('hex');
