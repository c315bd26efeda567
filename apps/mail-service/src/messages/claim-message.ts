import { randomUUID } from 'node:crypto';
import type { MessageRequest } from '@goen/contracts/internal';
import { passCrashPoint } from '@goen/service-kit';
import { count } from '@goen/service-kit/telemetry';
import type { MailContext } from '../mail-context.ts';
import { decideMessage, type MessageClaim, skipForDailyLimit } from './decide-message.ts';
import type { StoredMessage } from './message-rows.ts';

/**
 * Takes the key and decides in one insert: either skipped for good, or queued with the rendered mail. A crash before or
 * after it leaves nothing half done. Of concurrent claims one inserts; the others get its row.
 */
export async function claimMessage(
  context: MailContext,
  request: MessageRequest,
  claim: MessageClaim,
): Promise<StoredMessage> {
  const { rows, recentMails } = context;
  const id = randomUUID();
  const { columns, mail } = await decideMessage(context, id, request, claim);
  const row = { id, key: claim.key, companyId: request.company, createdAt: new Date(), ...unsent, ...columns };
  passCrashPoint('decision.before-commit');
  let violated = await rows.insert(row);
  passCrashPoint('decision.after-commit');
  if (violated === null) {
    countClaim(row);
    if (row.rendered && mail) recentMails.put(row.rendered, mail);
    return row;
  }
  if (violated === 'message_daily_limit') {
    const skipped = { ...row, ...skipForDailyLimit(columns) };
    violated = await rows.insert(skipped);
    if (violated === null) countClaim(skipped);
  }
  const message = await rows.find(claim.key);
  if (!message) throw new Error(`The message was neither inserted nor found (${violated ?? 'no violation'}).`);
  return message;
}

const countClaim = ({ provider, state, skipReason }: Pick<StoredMessage, 'provider' | 'state' | 'skipReason'>) =>
  count('goen_mails_total', { provider, state, reason: skipReason ?? '' });

const unsent = {
  providerId: null,
  batchId: null,
  firstTriedAt: null,
  maybeSentSince: null,
  leaseUntil: null,
  sentAt: null,
  failure: null,
  waitingReason: null,
  waitingSince: null,
  providerText: null,
};
