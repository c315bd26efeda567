import { setTimeout as wait } from 'node:timers/promises';
import type { MailContext } from '../mail-context.ts';
import type { MailProvider, OutgoingMail, SendOutcome } from '../providers/provider.ts';
import { type Busy, pauseProvider, type Turn, takeTurn } from './rate-limit.ts';

/** Tries inside one request of a caller; with the provider's timeout all of them fit into the lease. */
const maxTries = 4;
const firstPauseMs = 250;
/** A longer pause is the caller's: it must not hold a request open. */
export const longestPauseMs = 3_000;
const maxTotalMs = 15_000;
const laterMs = 5_000;
/** A wrong key is mended by a person. */
const misconfiguredMs = 60_000;

export type AttemptOutcome =
  | Extract<SendOutcome, { kind: 'done' }>
  /** `mayBeSent`: an earlier try may have reached the provider, whatever this answer says. */
  | { kind: 'refused'; code: string; mayBeSent: boolean }
  /** Not now. `mayBeSent`: some try may have reached the provider. `bySender`: one of the senders is why. */
  | { kind: 'later'; retryAfterMs: number; mayBeSent: boolean; bySender?: boolean };

/** The same mails under the same key, a few times. `firstTurn`: of the first try, where it was taken already. */
export async function attemptBatch(
  context: MailContext,
  provider: MailProvider,
  key: string,
  mails: readonly OutgoingMail[],
  firstTurn: Turn | null = null,
): Promise<AttemptOutcome> {
  const startedAt = Date.now();
  let mayBeSent = false;
  for (let nth = 1; ; nth += 1) {
    const taken: Turn | Busy | null = nth === 1 ? firstTurn : null;
    const turn = taken ?? (await takeTurn(context.orm, provider, longestPauseMs));
    if (turn.kind === 'busy') return { kind: 'later', retryAfterMs: turn.ms, mayBeSent };
    const outcome = await turn.run(() => provider.send(mails, key));
    if (outcome.kind === 'done') return outcome;
    if (outcome.kind === 'refused') return { ...outcome, mayBeSent };
    if (outcome.kind === 'misconfigured') {
      context.logger.error(
        { provider: provider.name, code: outcome.code },
        'the provider does not accept our settings',
      );
      return { kind: 'later', retryAfterMs: misconfiguredMs, mayBeSent, bySender: outcome.bySender === true };
    }
    mayBeSent ||= outcome.mayBeSent;
    const { code } = outcome;
    context.logger.warn({ provider: provider.name, batchId: key, code, nth }, 'the provider did not take a request');
    const pauseMs = outcome.retryAfterMs ?? firstPauseMs * 2 ** (nth - 1);
    if (outcome.retryAfterMs !== undefined) await pauseProvider(context.orm, provider.name, outcome.retryAfterMs);
    const isRepeatable = !outcome.mayBeSent || provider.idempotencyWindowMs > 0;
    const isLate = nth === maxTries || pauseMs > longestPauseMs || Date.now() - startedAt + pauseMs > maxTotalMs;
    if (!isRepeatable || isLate) return { kind: 'later', retryAfterMs: outcome.retryAfterMs ?? laterMs, mayBeSent };
    await wait(pauseMs);
  }
}
