import { setTimeout as wait } from 'node:timers/promises';
import type { WaitingReason } from '@goen/contracts/public';
import { passCrashPoint } from '@goen/service-kit';
import { count, measure, withSpan } from '@goen/service-kit/telemetry';
import type { MailOutcome, MailProvider, OutgoingMail, SendOutcome } from '../providers/provider.ts';
import { type Busy, pauseProvider, type Turn, takeTurn } from './rate-limit.ts';
import type { SendingDeps } from './sending-deps.ts';

/** Attempts inside one request of a caller; with the provider's timeout all of them fit into the lease. */
const maxAttempts = 4;
const firstPauseMs = 250;
/** Longer pauses are the caller's: they must not hold a request open. */
export const longestPauseMs = 3_000;
const maxTotalMs = 15_000;
const defaultRetryAfterMs = 5_000;
/** A wrong key needs a person. */
const misconfiguredRetryAfterMs = 60_000;

export type AttemptOutcome =
  | Extract<SendOutcome, { kind: 'done' }>
  /** `mayBeSent`: an earlier attempt may have reached the provider, whatever this answer says. */
  | { kind: 'refused'; code: string; mayBeSent: boolean }
  /** `mayBeSent`: some attempt may have reached the provider. `isSenderAtFault`: the domain of one sender is why. */
  | {
      kind: 'retry_later';
      retryAfterMs: number;
      mayBeSent: boolean;
      isSenderAtFault?: boolean;
      reason?: WaitingReason;
    };

/** Sends the same mails under the same key, up to `maxAttempts` times. `firstTurn`: a turn that was already taken. */
export async function attemptBatch(
  { orm, logger }: Pick<SendingDeps, 'orm' | 'logger'>,
  provider: MailProvider,
  key: string,
  mails: readonly OutgoingMail[],
  firstTurn: Turn | null = null,
): Promise<AttemptOutcome> {
  const startedAtMs = Date.now();
  let mayBeSent = false;
  for (let attempt = 1; ; attempt += 1) {
    const heldTurn: Turn | Busy | null = attempt === 1 ? firstTurn : null;
    const turn = heldTurn ?? (await takeTurn(orm, provider, longestPauseMs));
    if (turn.kind === 'busy') return { kind: 'retry_later', retryAfterMs: turn.waitMs, mayBeSent };
    passCrashPoint('provider.before-send');
    const outcome = await turn.run(() => measureSend(provider, mails, key));
    passCrashPoint('provider.after-accept');
    if (outcome.kind === 'done') return outcome;
    if (outcome.kind === 'refused') return { ...outcome, mayBeSent };
    if (outcome.kind === 'misconfigured') {
      logger.error({ provider: provider.name, code: outcome.code }, 'Provider does not accept our settings');
      const isSenderAtFault = outcome.isSenderAtFault === true;
      const reason = isSenderAtFault ? ('sender_domain_unverified' as const) : ('provider_misconfigured' as const);
      return { kind: 'retry_later', retryAfterMs: misconfiguredRetryAfterMs, mayBeSent, isSenderAtFault, reason };
    }
    mayBeSent ||= outcome.mayBeSent;
    const { code, retryAfterMs } = outcome;
    logger.warn({ provider: provider.name, batchId: key, code, attempt }, 'Failed to send a batch');
    const pauseMs = retryAfterMs ?? firstPauseMs * 2 ** (attempt - 1);
    if (retryAfterMs !== undefined) await pauseProvider(orm, provider.name, retryAfterMs);
    const isRepeatable = !outcome.mayBeSent || provider.idempotencyWindowMs > 0;
    const isLast =
      attempt === maxAttempts || pauseMs > longestPauseMs || Date.now() - startedAtMs + pauseMs > maxTotalMs;
    if (!isRepeatable || isLast) {
      const reason = 'provider_unavailable';
      return { kind: 'retry_later', retryAfterMs: retryAfterMs ?? defaultRetryAfterMs, mayBeSent, reason };
    }
    await wait(pauseMs);
  }
}

/** The code of a transient failure is the provider's own, so it cannot be a label; only "rate limited" has one. */
const nameOutcome = (outcome: SendOutcome): string =>
  outcome.kind === 'transient' && (outcome.retryAfterMs !== undefined || /429|throttl|rate_limit/i.test(outcome.code))
    ? 'rate_limited'
    : outcome.kind;

async function measureSend(provider: MailProvider, mails: readonly OutgoingMail[], key: string): Promise<SendOutcome> {
  const attributes = { 'goen.provider': provider.name, 'goen.batch.size': mails.length };
  const outcome = await withSpan('send mails', { kind: 'client', attributes }, async (span) => {
    const send = () => provider.send(mails, key);
    const { name } = provider;
    const answer = await measure('goen_mail_provider_request_duration_seconds', { provider: name }, send, nameOutcome);
    span.setAttributes({ 'goen.outcome': nameOutcome(answer) });
    if (answer.kind !== 'done') span.setFailed(nameOutcome(answer));
    return answer;
  });
  if (outcome.kind === 'done') countOutcomes(provider, outcome.outcomes);
  return outcome;
}

function countOutcomes({ name: provider }: MailProvider, outcomes: readonly MailOutcome[]): void {
  for (const { kind } of outcomes) {
    const result =
      kind === 'accepted' ? { state: 'sent', reason: '' } : { state: 'skipped', reason: 'refused_by_provider' };
    count('goen_mails_total', { provider, ...result });
  }
}
