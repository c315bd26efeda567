import { domainOf } from '@goen/service-kit';
import type { MailContext } from '../mail-context.ts';
import type { MailProvider, OutgoingMail } from '../providers/provider.ts';
import { type AttemptOutcome, attemptBatch } from './attempt-batch.ts';
import { type OpenBatch, openBatch, releaseBatch, requeueMails } from './open-batch.ts';
import type { Turn } from './rate-limit.ts';
import { markSkipped, recordOutcomes } from './record-outcomes.ts';

/** What the callers are told: read the row again, or come again later. */
export type BatchStatus = { kind: 'read_again' } | { kind: 'later'; retryAfterMs: number };

const lookUpAfterMs = 60_000;

/** Sends queued mails in one request, at its turn where that was taken already, and writes what became of them. */
export async function sendBatch(
  context: MailContext,
  provider: MailProvider,
  ids: readonly string[],
  turn: Turn | null = null,
): Promise<BatchStatus> {
  const batch = await openBatch(context, provider, ids).catch(async (error: unknown) => {
    await turn?.giveBack();
    throw error;
  });
  if (batch === null) {
    await turn?.giveBack();
    return { kind: 'read_again' };
  }
  try {
    const tried = await attemptBatch(context, provider, batch.id, batch.mails, turn);
    return await settleAttempt(context, provider, batch, tried, true);
  } finally {
    await releaseBatch(context, batch);
  }
}

/** `isFirst`: no earlier try of the batch may have reached the provider. */
export async function settleAttempt(
  context: MailContext,
  provider: MailProvider,
  batch: Pick<OpenBatch, 'id' | 'mails'>,
  tried: AttemptOutcome,
  isFirst: boolean,
): Promise<BatchStatus> {
  if (tried.kind === 'done') {
    await recordOutcomes(context, batch, tried.outcomes);
    return { kind: 'read_again' };
  }
  if (tried.kind === 'later') {
    const later = { kind: 'later', retryAfterMs: tried.retryAfterMs } as const;
    if (tried.mayBeSent || !isFirst) return later;
    await requeueMails(context, batch);
    // What one company's domain lacks must not hold up the mails of all who share its requests.
    const senders = tried.bySender ? bySender(batch.mails) : [];
    return senders.length > 1 ? sendInHalves(context, provider, senders) : later;
  }
  // The first request may be out though its repeat is refused: it is looked up before anything is sent anew.
  if (tried.mayBeSent || !isFirst) return { kind: 'later', retryAfterMs: lookUpAfterMs };
  const ids = batch.mails.map(({ messageId }) => messageId);
  context.logger.error({ batchId: batch.id, code: tried.code, mails: ids.length }, 'the provider refused a request');
  if (ids.length === 1) {
    await markSkipped(context, ids, 'refused_by_provider');
    return { kind: 'read_again' };
  }
  // A bad mail that the provider does not name.
  await requeueMails(context, batch);
  return sendInHalves(
    context,
    provider,
    ids.map((id) => [id]),
  );
}

/** The ids of mails, together where their senders share a domain. */
const bySender = (mails: readonly OutgoingMail[]): string[][] =>
  [...Map.groupBy(mails, ({ mail }) => domainOf(mail.from)).values()].map((some) =>
    some.map(({ messageId }) => messageId),
  );

/** Halves find the part that is at fault, and the others go their way. */
async function sendInHalves(
  context: MailContext,
  provider: MailProvider,
  parts: readonly (readonly string[])[],
): Promise<BatchStatus> {
  const middle = Math.ceil(parts.length / 2);
  const first = await sendBatch(context, provider, parts.slice(0, middle).flat());
  const second = await sendBatch(context, provider, parts.slice(middle).flat());
  return first.kind === 'later' ? first : second;
}
