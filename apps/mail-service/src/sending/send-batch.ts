import type { WaitingReason } from '@goen/contracts/public';
import { readFromDomain } from '../messages/from-header.ts';
import type { MailProvider, OutgoingMail } from '../providers/provider.ts';
import { markDomainRefused } from '../sender-domains/mark-domain-refused.ts';
import { type AttemptOutcome, attemptBatch } from './attempt-batch.ts';
import { type OpenBatch, openBatch, releaseBatch, requeueMails } from './open-batch.ts';
import type { Turn } from './rate-limit.ts';
import { markSkipped, recordOutcomes } from './record-outcomes.ts';
import type { SendingDeps } from './sending-deps.ts';

/** What callers do next: read their row again, or retry later. Without a `reason` the mail only waits for its turn. */
export type BatchStatus = { kind: 'reload' } | { kind: 'retry_later'; retryAfterMs: number; reason?: WaitingReason };

const lookUpAfterMs = 60_000;

/** Sends queued mails in one request and records their outcomes. `turn`: a turn that was already taken for it. */
export async function sendBatch(
  deps: SendingDeps,
  provider: MailProvider,
  ids: readonly string[],
  turn: Turn | null = null,
): Promise<BatchStatus> {
  const batch = await openBatch(deps, provider, ids).catch(async (error: unknown) => {
    await turn?.giveBack();
    throw error;
  });
  if (batch === null) {
    await turn?.giveBack();
    return { kind: 'reload' };
  }
  try {
    const outcome = await attemptBatch(deps, provider, batch.id, batch.mails, turn);
    return await settleAttempt(deps, provider, batch, outcome, true);
  } finally {
    await releaseBatch(deps.orm, batch);
  }
}

/** `isFirst`: no earlier attempt at the batch can have reached the provider. */
export async function settleAttempt(
  deps: SendingDeps,
  provider: MailProvider,
  batch: Pick<OpenBatch, 'id' | 'mails'>,
  outcome: AttemptOutcome,
  isFirst: boolean,
): Promise<BatchStatus> {
  if (outcome.kind === 'done') {
    await recordOutcomes(deps, batch, outcome.outcomes);
    return { kind: 'reload' };
  }
  if (outcome.kind === 'retry_later') {
    const { retryAfterMs, reason } = outcome;
    const retryLater = { kind: 'retry_later', retryAfterMs, ...(reason ? { reason } : {}) } as const;
    if (outcome.mayBeSent || !isFirst) return retryLater;
    await requeueMails(deps.orm, batch);
    // One company's unverified domain must not hold up the mails of all that share its requests.
    const senders = outcome.isSenderAtFault ? groupBySenderDomain(batch.mails) : [];
    if (senders.length > 1) return sendInHalves(deps, provider, senders);
    const [mail] = batch.mails;
    if (outcome.isSenderAtFault && mail) await markDomainRefused(deps.orm, provider, readFromDomain(mail.mail.from));
    return retryLater;
  }
  // The first request may have been accepted although its repeat is refused: look it up before anything is sent.
  if (outcome.mayBeSent || !isFirst)
    return { kind: 'retry_later', retryAfterMs: lookUpAfterMs, reason: 'outcome_unknown' };
  const ids = batch.mails.map(({ messageId }) => messageId);
  deps.logger.error({ batchId: batch.id, code: outcome.code, mails: ids.length }, 'Provider refused a batch');
  if (ids.length === 1) {
    await markSkipped(deps.orm, ids, 'refused_by_provider', outcome.code);
    return { kind: 'reload' };
  }
  // The provider does not say which mail is bad.
  await requeueMails(deps.orm, batch);
  return sendInHalves(
    deps,
    provider,
    ids.map((id) => [id]),
  );
}

/** Message ids, together where their senders share a domain. */
const groupBySenderDomain = (mails: readonly OutgoingMail[]): string[][] =>
  [...Map.groupBy(mails, ({ mail }) => readFromDomain(mail.from)).values()].map((group) =>
    group.map(({ messageId }) => messageId),
  );

/** Bisects until the part at fault is alone, so that all other mails leave. */
async function sendInHalves(
  deps: SendingDeps,
  provider: MailProvider,
  groups: readonly (readonly string[])[],
): Promise<BatchStatus> {
  const middle = Math.ceil(groups.length / 2);
  const first = await sendBatch(deps, provider, groups.slice(0, middle).flat());
  const second = await sendBatch(deps, provider, groups.slice(middle).flat());
  return first.kind === 'retry_later' ? first : second;
}
