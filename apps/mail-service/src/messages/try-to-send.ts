import { setTimeout as wait } from 'node:timers/promises';
import { Message } from '../database/message.ts';
import type { MailContext } from '../mail-context.ts';
import type { RenderedMail, SendOutcome } from '../providers/provider.ts';

/** Tries inside one request; with the provider's timeout all of them fit into the lease. */
const maxTries = 4;
const firstPauseMs = 250;
/** A longer pause is the caller's: it must not hold a request open. */
const longestPauseMs = 3_000;
const maxTotalMs = 15_000;
const laterMs = 5_000;
/** A wrong key is mended by a person. */
const misconfiguredMs = 60_000;

type Final = Extract<SendOutcome, { kind: 'accepted' | 'refused' }> | { kind: 'later'; retryAfterMs: number };

export async function tryToSend(context: MailContext, message: Message, mail: RenderedMail): Promise<Final> {
  const startedAt = Date.now();
  for (let nth = 1; ; nth += 1) {
    const outcome = await sendOnce(context, message, mail);
    if (outcome.kind === 'accepted' || outcome.kind === 'refused') return outcome;
    if (outcome.kind === 'misconfigured') {
      context.logger.error({ code: outcome.code }, 'the provider does not accept our settings');
      return { kind: 'later', retryAfterMs: misconfiguredMs };
    }
    context.logger.warn({ messageId: message.id, code: outcome.code, nth }, 'the provider did not take the mail');
    const pauseMs = outcome.retryAfterMs ?? firstPauseMs * 2 ** (nth - 1);
    if (nth === maxTries || pauseMs > longestPauseMs || Date.now() - startedAt + pauseMs > maxTotalMs) {
      return { kind: 'later', retryAfterMs: outcome.retryAfterMs ?? laterMs };
    }
    await wait(pauseMs);
  }
}

/** Written before the try, so that a crash in the middle of it leaves a message that may be sent, not one that isn't. */
async function sendOnce({ orm, provider }: MailContext, message: Message, mail: RenderedMail): Promise<SendOutcome> {
  const wasUncertain = message.maybeSentSince !== null;
  const now = new Date();
  if (!wasUncertain) {
    message.maybeSentSince = now;
    message.firstTriedAt ??= now;
    const { maybeSentSince, firstTriedAt } = message;
    await orm.em.fork().nativeUpdate(Message, { id: message.id }, { maybeSentSince, firstTriedAt });
  }
  const outcome = await provider.send(mail, message.key);
  const surelyNotSent = outcome.kind === 'misconfigured' || (outcome.kind === 'passing' && !outcome.mayBeSent);
  if (surelyNotSent && !wasUncertain) {
    message.maybeSentSince = null;
    await orm.em.fork().nativeUpdate(Message, { id: message.id }, { maybeSentSince: null });
  }
  return outcome;
}
