import { Message } from '../database/message.ts';
import { SendBatch } from '../database/send-batch.ts';
import type { MailContext } from '../mail-context.ts';
import type { LookupOutcome, MailProvider, OutgoingMail } from '../providers/provider.ts';
import { isSuppressedSql } from '../suppressions/is-suppressed.ts';
import { attemptBatch } from './attempt-batch.ts';
import { leaseMs, releaseBatch, uuids } from './open-batch.ts';
import { createRateLimiter } from './rate-limit.ts';
import { markSent, markSkipped } from './record-outcomes.ts';
import { type BatchStatus, settleAttempt } from './send-batch.ts';

const minuteMs = 60_000;
/** While another process settles it. */
const elsewhereMs = 2_000;
/** As long each mail of a batch counts as still wanted; one that is alone is wanted while its caller asks. */
const repeatWithinMs = 10 * minuteMs;
/** A provider's list may lag: an absence counts once the send is older than this. */
const trustAbsenceAfterMs = 10 * minuteMs;
/** Webhooks come a day late at the most; then the mail is given up. */
const giveUpAfterMs = 25 * 60 * minuteMs;

/**
 * A batch without an answer, from this process or one that died: its mails may be out. Soon after, the same request is
 * repeated, where the provider knows it by its key; later each mail is looked up. What nobody can tell is never sent
 * again: a missing mail can be mended by hand, a second rejection cannot.
 */
export async function reconcileBatch(
  context: MailContext,
  provider: MailProvider,
  batchId: string,
): Promise<BatchStatus> {
  const batch = await leaseBatch(context, batchId);
  if (batch === null) return { kind: 'later', retryAfterMs: elsewhereMs };
  try {
    const rows = await context.orm.em.fork().find(Message, { id: { $in: batch.messageIds } });
    const waiting = rows.filter((row) => row.state === 'queued' && row.batchId === batchId);
    const ageMs = Date.now() - batch.createdAt.getTime();
    const isKnown = ageMs < provider.idempotencyWindowMs && (rows.length === 1 || ageMs < repeatWithinMs);
    if (waiting.length > 0 && isKnown && (await areAllWanted(context, rows))) {
      return await repeat(context, provider, batch, rows);
    }
    await lookUp(context, provider, waiting, batch.createdAt);
    return { kind: 'read_again' };
  } finally {
    await releaseBatch(context, batch);
  }
}

type Leased = Pick<SendBatch, 'id' | 'messageIds' | 'createdAt'> & { leaseUntil: Date };

async function leaseBatch({ orm }: MailContext, id: string): Promise<Leased | null> {
  const now = new Date();
  const em = orm.em.fork();
  const free = { id, $or: [{ leaseUntil: null }, { leaseUntil: { $lt: now } }] };
  const leaseUntil = new Date(now.getTime() + leaseMs);
  if ((await em.nativeUpdate(SendBatch, free, { leaseUntil })) !== 1) return null;
  const { messageIds, createdAt } = await em.findOneOrFail(SendBatch, { id });
  return { id, messageIds, createdAt, leaseUntil };
}

/** The bytes of all are there, and nobody refused meanwhile. */
async function areAllWanted({ orm }: MailContext, rows: readonly Message[]): Promise<boolean> {
  if (rows.some(({ rendered, state }) => rendered === null || state === 'skipped')) return false;
  const [found] = await orm.em
    .fork()
    .execute<{ count: string }[]>(`select count(*) from message m where m.id = any(?::uuid[]) and ${isSuppressedSql}`, [
      uuids(rows.map(({ id }) => id)),
    ]);
  return Number(found?.count ?? 0) === 0;
}

async function repeat(
  context: MailContext,
  provider: MailProvider,
  { id, messageIds }: Leased,
  rows: readonly Message[],
): Promise<BatchStatus> {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const mails = messageIds.flatMap((messageId) => {
    const rendered = byId.get(messageId)?.rendered;
    return rendered ? [{ messageId, mail: context.cipher.open(rendered, messageId) }] : [];
  });
  return settleAttempt(context, provider, { id, mails }, await attemptBatch(context, provider, id, mails), false);
}

async function lookUp(
  context: MailContext,
  provider: MailProvider,
  rows: readonly Message[],
  since: Date,
): Promise<void> {
  const mails: OutgoingMail[] = [];
  const ageMs = Date.now() - since.getTime();
  for (const { id, rendered } of rows) {
    if (rendered) mails.push({ messageId: id, mail: context.cipher.open(rendered, id) });
    else await settleLookup(context, id, { kind: 'unknown', code: 'body_purged' }, ageMs);
  }
  if (mails.length === 0) return;
  const outcomes = await provider.find?.(mails, since, createRateLimiter(context.orm, provider));
  for (const [nth, { messageId }] of mails.entries()) {
    await settleLookup(context, messageId, outcomes?.[nth] ?? { kind: 'unknown', code: 'not_searchable' }, ageMs);
  }
}

async function settleLookup(context: MailContext, id: string, found: LookupOutcome, ageMs: number): Promise<void> {
  if (found.kind === 'found') return markSent(context, [{ id, providerId: found.providerId }]);
  if (found.kind === 'absent' && ageMs >= trustAbsenceAfterMs) {
    const free = { batchId: null, maybeSentSince: null, leaseUntil: null };
    await context.orm.em.fork().nativeUpdate(Message, { id, state: 'queued' }, free);
    return;
  }
  if (found.kind === 'unknown' && ageMs >= giveUpAfterMs) {
    context.logger.error({ messageId: id, code: found.code }, 'a mail may have been sent, nobody can tell');
    await markSkipped(context, [id], 'unconfirmed');
  }
}
