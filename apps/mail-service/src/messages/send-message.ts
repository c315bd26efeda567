import { createHmac } from 'node:crypto';
import type { MessageRequest, MessageResult } from '@goen/contracts/internal';
import { HttpProblem, personHash } from '@goen/service-kit';
import type { Lane, MailContext } from '../mail-context.ts';
import { requireVerifiedDomain } from '../sender-domains/require-verified-domain.ts';
import type { BatchStatus } from '../sending/send-batch.ts';
import { claimMessage } from './claim-message.ts';
import type { StoredMessage } from './message-rows.ts';
import { redecideMessage } from './redecide-message.ts';
import { toMessageResult } from './to-message-result.ts';

/** While another process sends: it is done, or has lost its lease, after some of these. */
const elsewhereMs = 2_000;
/** Until a webhook or the provider's list tells of a send without an answer. */
const unsettledMs = 60_000;

/** At most one mail a key, for ever. Throws 503 while the outcome is open; the caller comes again with the key. */
export async function sendMessage(context: MailContext, request: MessageRequest): Promise<MessageResult> {
  const { key } = request;
  const claim = {
    key,
    inputsHash: hashInputs(request, context.personHashKey),
    personHash: personHash(request.to.email, context.personHashKey),
  };
  let message: StoredMessage = (await context.rows.find(key)) ?? (await claimMessage(context, request, claim));
  if (message.inputsHash !== claim.inputsHash) message = await redecideMessage(context, message, request, claim);
  const known = toMessageResult(message);
  if (known) return known;

  const lane = requireLane(context, message);
  const read = async (settled: BatchStatus, retryAfterMs: number) => {
    message = (await context.rows.find(key)) ?? message;
    const result = toMessageResult(message);
    if (!result && settled.kind === 'later') throw unavailable(settled.retryAfterMs);
    if (!result && message.maybeSentSince) throw unavailable(retryAfterMs);
    return result;
  };
  const running = lane.dispatcher.running(message.id);
  if (!running && message.maybeSentSince && message.batchId) {
    const settled = await read(await lane.dispatcher.settle(message.batchId), unsettledMs);
    if (settled) return settled;
  }
  if (!running) await requireVerifiedDomain(context, lane.provider, request.sender.fromAddress);
  const result = await read(await (running ?? lane.dispatcher.send(message.id)), elsewhereMs);
  if (!result) throw unavailable(elsewhereMs);
  return result;
}

/** Keyed, since the inputs hold an address. zod gives the parsed request its schema's order of keys. */
const hashInputs = (request: MessageRequest, key: string): string =>
  createHmac('sha256', key).update(JSON.stringify(request)).digest('hex');

function requireLane({ lanes, logger }: MailContext, { provider }: StoredMessage): Lane {
  const lane = lanes.get(provider);
  if (lane) return lane;
  logger.error({ provider }, 'a company sends through a provider that is not set up');
  throw unavailable(unsettledMs);
}

export const unavailable = (retryAfterMs: number) =>
  new HttpProblem('unavailable', { headers: { 'retry-after': String(Math.max(1, Math.ceil(retryAfterMs / 1000))) } });
