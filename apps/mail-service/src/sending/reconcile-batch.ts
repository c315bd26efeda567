import { pgArray } from '@goen/service-kit';
import { type Database, roundedNow } from '@goen/service-kit/database';
import { Message } from '../database/message.ts';
import { SendBatch } from '../database/send-batch.ts';
import type { LookupOutcome, MailProvider, OutgoingMail } from '../providers/provider.ts';
import { isSuppressedSql } from '../suppressions/is-suppressed.ts';
import { attemptBatch } from './attempt-batch.ts';
import { leaseMs, releaseBatch } from './open-batch.ts';
import { createRateLimiter } from './rate-limit.ts';
import { markSent, markSkipped } from './record-outcomes.ts';
import { type BatchStatus, settleAttempt } from './send-batch.ts';
import type { SendingDeps } from './sending-deps.ts';

const minuteMs = 60_000;
/** While another process holds the lease. */
const leasedRetryAfterMs = 2_000;
/** How long all mails of a batch count as still wanted; a mail alone in its batch is wanted while its caller asks. */
const repeatWithinMs = 10 * minuteMs;
/** A provider's list may lag: a missing mail counts as unsent only when the request is older than this. */
const trustAbsenceAfterMs = 10 * minuteMs;
/** Webhooks arrive at most a day late; after that the mail is given up. */
const giveUpAfterMs = 25 * 60 * minuteMs;

/**
 * Handles a batch whose request got no answer, in this process or one that died: its mails may be out. Soon after, the
 * request is repeated where the provider recognises its key; later each mail is looked up. A mail whose outcome nobody
 * knows is never sent again: a missing mail can be fixed by hand, a second rejection cannot.
 */
export async function reconcileBatch(deps: SendingDeps, provider: MailProvider, batchId: string): Promise<BatchStatus> {
  const batch = await leaseBatch(deps.orm, batchId);
  if (batch === null) return { kind: 'retry_later', retryAfterMs: leasedRetryAfterMs };
  try {
    const rows = await deps.orm.em.fork().find(Message, { id: { $in: batch.messageIds } });
    const open = rows.filter((row) => row.state === 'queued' && row.batchId === batchId);
    const isKeyKnown =
      batch.ageMs < provider.idempotencyWindowMs && (rows.length === 1 || batch.ageMs < repeatWithinMs);
    if (open.length > 0 && isKeyKnown && (await areAllWanted(deps.orm, rows))) {
      return await repeatRequest(deps, provider, batch, rows);
    }
    await lookUpMails(deps, provider, open, batch);
    return { kind: 'reload' };
  } finally {
    await releaseBatch(deps.orm, batch);
  }
}

type LeasedBatch = Pick<SendBatch, 'id' | 'messageIds' | 'createdAt'> & {
  readonly leaseUntil: Date;
  /** By the database's clock, which also dated the batch. */
  readonly ageMs: number;
};

async function leaseBatch(orm: Database, id: string): Promise<LeasedBatch | null> {
  const em = orm.em.fork();
  const [leased] = await em.execute<{ now: Date; lease_until: Date }[]>(
    `update send_batch set lease_until = ${roundedNow} + make_interval(secs => ? / 1000.0)
     where id = ? and (lease_until is null or lease_until < ${roundedNow})
     returning ${roundedNow} as now, lease_until`,
    [leaseMs, id],
  );
  if (leased === undefined) return null;
  const { messageIds, createdAt } = await em.findOneOrFail(SendBatch, { id });
  const ageMs = new Date(leased.now).getTime() - createdAt.getTime();
  return { id, messageIds, createdAt, leaseUntil: new Date(leased.lease_until), ageMs };
}

/** All bodies are still there, and no address was suppressed in the meantime. */
async function areAllWanted(orm: Database, rows: readonly Message[]): Promise<boolean> {
  if (rows.some(({ rendered, state }) => rendered === null || state === 'skipped')) return false;
  const [suppressed] = await orm.em
    .fork()
    .execute<{ count: string }[]>(`select count(*) from message m where m.id = any(?::uuid[]) and ${isSuppressedSql}`, [
      pgArray(rows.map(({ id }) => id)),
    ]);
  return Number(suppressed?.count ?? 0) === 0;
}

async function repeatRequest(
  deps: SendingDeps,
  provider: MailProvider,
  { id, messageIds }: LeasedBatch,
  rows: readonly Message[],
): Promise<BatchStatus> {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const mails = messageIds.flatMap((messageId) => {
    const rendered = byId.get(messageId)?.rendered;
    return rendered ? [{ messageId, mail: deps.cipher.open(rendered, messageId) }] : [];
  });
  return settleAttempt(deps, provider, { id, mails }, await attemptBatch(deps, provider, id, mails), false);
}

async function lookUpMails(
  deps: SendingDeps,
  provider: MailProvider,
  rows: readonly Message[],
  { ageMs, createdAt }: Pick<LeasedBatch, 'ageMs' | 'createdAt'>,
): Promise<void> {
  const mails: OutgoingMail[] = [];
  for (const { id, rendered } of rows) {
    if (rendered) mails.push({ messageId: id, mail: deps.cipher.open(rendered, id) });
    else await settleLookup(deps, id, { kind: 'unknown', code: 'body_purged' }, ageMs);
  }
  if (mails.length === 0) return;
  const outcomes = await provider.findMails?.(mails, createdAt, createRateLimiter(deps.orm, provider));
  for (const [index, { messageId }] of mails.entries()) {
    const outcome = outcomes?.[index] ?? { kind: 'unknown', code: 'not_searchable' };
    await settleLookup(deps, messageId, outcome, ageMs);
  }
}

async function settleLookup(
  { orm, logger }: SendingDeps,
  id: string,
  outcome: LookupOutcome,
  ageMs: number,
): Promise<void> {
  if (outcome.kind === 'found') return markSent(orm, [{ id, providerId: outcome.providerId }]);
  if (outcome.kind === 'absent' && ageMs >= trustAbsenceAfterMs) {
    const requeued = { batchId: null, maybeSentSince: null, leaseUntil: null };
    await orm.em.fork().nativeUpdate(Message, { id, state: 'queued' }, requeued);
    return;
  }
  if (outcome.kind === 'unknown' && ageMs >= giveUpAfterMs) {
    logger.error({ messageId: id, code: outcome.code }, 'Gave up a mail that may have been sent: outcome unknown');
    await markSkipped(orm, [id], 'unconfirmed');
  }
}
