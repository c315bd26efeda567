import { createHmac } from 'node:crypto';
import type { MessageRequest, MessageResult } from '@goen/contracts/internal';
import { HttpProblem, personHash } from '@goen/service-kit';
import type { Lane, MailContext } from '../mail-context.ts';
import { requireVerifiedDomain } from '../sender-domains/require-verified-domain.ts';
import type { BatchStatus } from '../sending/send-batch.ts';
import { claimMessage } from './claim-message.ts';
import type { MessageClaim } from './decide-message.ts';
import type { StoredMessage } from './message-rows.ts';
import { noteWaiting } from './note-waiting.ts';
import { redecideMessage } from './redecide-message.ts';
import { toMessageResult } from './to-message-result.ts';

/** While another process sends: after a few of these it is done, or has lost its lease. */
const leasedRetryAfterMs = 2_000;
/** Until a webhook or the provider's list reveals what became of a request without an answer. */
const unknownRetryAfterMs = 60_000;

/** At most one mail per key, permanently. Throws 503 while the outcome is open; the caller retries with the same key. */
export async function sendMessage(context: MailContext, request: MessageRequest): Promise<MessageResult> {
  const { key } = request;
  const claim = toClaim(context, request);
  let message: StoredMessage = (await context.rows.find(key)) ?? (await claimMessage(context, request, claim));
  if (message.inputsHash !== claim.inputsHash) message = await redecideMessage(context, message, request, claim);
  const finalResult = toMessageResult(message);
  if (finalResult) return finalResult;

  const lane = await requireLane(context, message);
  const reload = async (status: BatchStatus, retryAfterMs: number) => {
    message = (await context.rows.find(key)) ?? message;
    const result = toMessageResult(message);
    if (result) return result;
    if (message.maybeSentSince) await noteWaiting(context.orm, message.id, 'outcome_unknown');
    else if (status.kind === 'retry_later' && status.reason) await noteWaiting(context.orm, message.id, status.reason);
    if (status.kind === 'retry_later') throw createUnavailable(status.retryAfterMs);
    if (message.maybeSentSince) throw createUnavailable(retryAfterMs);
    return null;
  };
  const running = lane.dispatcher.findRunning(message.id);
  if (!running && message.maybeSentSince && message.batchId) {
    const reconciled = await reload(await lane.dispatcher.reconcile(message.batchId), unknownRetryAfterMs);
    if (reconciled) return reconciled;
  }
  if (!running) await requireDomain(context, lane, message.id, request.sender.fromAddress);
  const result = await reload(await (running ?? lane.dispatcher.send(message.id)), leasedRetryAfterMs);
  if (!result) throw createUnavailable(leasedRetryAfterMs);
  return result;
}

export const toClaim = ({ personHashKey }: MailContext, request: MessageRequest): MessageClaim => ({
  key: request.key,
  inputsHash: hashInputs(request, personHashKey),
  personHash: personHash(request.to.email, personHashKey),
});

/** Keyed, since the inputs contain an address. zod puts the keys of a parsed request in the schema's order. */
const hashInputs = (request: MessageRequest, key: string): string =>
  createHmac('sha256', key).update(JSON.stringify(request)).digest('hex');

/** A mail from a domain that is not verified waits, and says so. */
async function requireDomain(context: MailContext, { provider }: Lane, messageId: string, from: string) {
  try {
    await requireVerifiedDomain(context, provider, from);
  } catch (error) {
    if (error instanceof HttpProblem) await noteWaiting(context.orm, messageId, 'sender_domain_unverified');
    throw error;
  }
}

async function requireLane({ orm, lanes, logger }: MailContext, { id, provider }: StoredMessage): Promise<Lane> {
  const lane = lanes.get(provider);
  if (lane) return lane;
  await noteWaiting(orm, id, 'provider_not_configured');
  logger.error({ provider }, 'Mail waits: the provider of its company is not configured');
  throw createUnavailable(unknownRetryAfterMs);
}

const createUnavailable = (retryAfterMs: number) =>
  new HttpProblem('unavailable', { headers: { 'retry-after': String(Math.max(1, Math.ceil(retryAfterMs / 1000))) } });
