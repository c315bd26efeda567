import { randomUUID } from 'node:crypto';
import type { MessageRequest } from '@goen/contracts/internal';
import type { MailContext } from '../mail-context.ts';
import { type Claim, decideMessage, limited } from './decide-message.ts';
import type { StoredMessage } from './message-rows.ts';

/**
 * Takes the key and decides, in one insert: either skipped for good, or queued with the rendered mail. Nothing is
 * half done when the process dies before or after it. Of several at once one inserts; the others get its row.
 */
export async function claimMessage(
  context: MailContext,
  request: MessageRequest,
  claim: Claim,
): Promise<StoredMessage> {
  const { rows } = context;
  const id = randomUUID();
  const { columns: decided, mail } = await decideMessage(context, id, request, claim);
  const row = { id, key: claim.key, companyId: request.company, createdAt: new Date(), ...never, ...decided };
  let violated = await rows.insert(row);
  if (violated === null) {
    if (row.rendered && mail) context.fresh.keep(row.rendered, mail);
    return row;
  }
  if (violated === 'message_daily_limit') violated = await rows.insert({ ...row, ...limited(decided) });
  const message = await rows.find(claim.key);
  if (!message) throw new Error(`The message was neither inserted nor found (${violated ?? 'no violation'}).`);
  return message;
}

const never = {
  providerId: null,
  batchId: null,
  firstTriedAt: null,
  maybeSentSince: null,
  leaseUntil: null,
  sentAt: null,
};
