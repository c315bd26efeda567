import { randomUUID } from 'node:crypto';
import { passCrashPoint, pgArray, sealPrefixBytes } from '@goen/service-kit';
import { type Database, readDatabaseNow } from '@goen/service-kit/database';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Message } from '../database/message.ts';
import { SendBatch } from '../database/send-batch.ts';
import type { MailProvider, OutgoingMail } from '../providers/provider.ts';
import { isSuppressedSql } from '../suppressions/is-suppressed.ts';
import type { SendingDeps } from './sending-deps.ts';

/** Longer than the longest attempt inside one request, so that only a dead process loses its lease. */
export const leaseMs = 60_000;

export type OpenBatch = { id: string; leaseUntil: Date; mails: OutgoingMail[] };

/**
 * Claims those of the queued mails that are free and certainly not sent yet, and records them before they leave: a
 * crash after this leaves mails that may have been sent, never mails that wrongly look unsent. Mails that were
 * suppressed since they were queued are skipped. Null when none is left.
 */
export async function openBatch(
  { orm, cipher, recentMails }: Omit<SendingDeps, 'logger'>,
  provider: Pick<MailProvider, 'name'>,
  ids: readonly string[],
): Promise<OpenBatch | null> {
  const batch = await orm.em.fork().transactional(async (em) => {
    const now = await readDatabaseNow(em);
    const leaseUntil = new Date(now.getTime() + leaseMs);
    await skipSuppressed(em, ids, now);
    const batchId = randomUUID();
    const rows = await claimRows(em, { batchId, ids, provider: provider.name, now, leaseUntil });
    if (rows.length === 0) return null;
    const messageIds = rows.map(({ id }) => id);
    await em.insert(SendBatch, { id: batchId, provider: provider.name, messageIds, createdAt: now, leaseUntil });
    const byId = new Map(rows.map(({ id, seal_prefix }) => [id, recentMails.take(seal_prefix)]));
    const sealed = await readBodies(
      em,
      messageIds.filter((id) => !byId.get(id)),
    );
    for (const { id, rendered } of sealed) byId.set(id, cipher.open(rendered, id));
    const mails = messageIds.flatMap((messageId) => {
      const mail = byId.get(messageId);
      return mail ? [{ messageId, mail }] : [];
    });
    passCrashPoint('batch.before-commit');
    return { id: batchId, leaseUntil, mails };
  });
  passCrashPoint('batch.after-commit');
  return batch;
}

async function skipSuppressed(em: EntityManager, ids: readonly string[], now: Date): Promise<void> {
  await em.execute(
    `update message m set state = 'skipped', finished_at = ?, lease_until = null,
       skip_reason = case when m.rendered is null then 'no_address' else 'suppressed' end
     where m.id = any(?::uuid[]) and m.state = 'queued' and m.maybe_sent_since is null and (
       m.rendered is null or ${isSuppressedSql})`,
    [now, pgArray(ids)],
  );
}

type BatchClaim = {
  readonly batchId: string;
  readonly ids: readonly string[];
  readonly provider: string;
  readonly now: Date;
  readonly leaseUntil: Date;
};

/** Rows are locked in the order of their ids, so that two batches that share mails can't deadlock. */
const claimRows = (em: EntityManager, { batchId, ids, provider, now, leaseUntil }: BatchClaim) =>
  em.execute<{ id: string; seal_prefix: string }[]>(
    `update message set batch_id = ?, lease_until = ?, maybe_sent_since = ?,
       first_tried_at = coalesce(first_tried_at, ?)
     where id in (
       select id from message where id = any(?::uuid[]) and provider = ? and state = 'queued'
         and maybe_sent_since is null and (lease_until is null or lease_until < ?)
       order by id for update)
     returning id, encode(substring(rendered from 1 for ${sealPrefixBytes}), 'hex') as seal_prefix`,
    [batchId, leaseUntil, now, now, pgArray(ids), provider, now],
  );

async function readBodies(em: EntityManager, ids: readonly string[]): Promise<{ id: string; rendered: Buffer }[]> {
  if (ids.length === 0) return [];
  return em.execute('select id, rendered from message where id = any(?::uuid[])', [pgArray(ids)]);
}

/** None of the mails was sent: each may leave in another batch. Looked up by id, as no index covers `batch_id`. */
export async function requeueMails(orm: Database, { id, mails }: Pick<OpenBatch, 'id' | 'mails'>): Promise<void> {
  const ids = mails.map(({ messageId }) => messageId);
  await orm.em
    .fork()
    .nativeUpdate(
      Message,
      { id: { $in: ids }, batchId: id, state: 'queued' },
      { batchId: null, maybeSentSince: null, leaseUntil: null },
    );
}

/** Lets the next caller reconcile the batch. A lease that expired and was taken over stays. */
export async function releaseBatch(
  orm: Database,
  { id, leaseUntil }: Pick<OpenBatch, 'id' | 'leaseUntil'>,
): Promise<void> {
  await orm.em.fork().nativeUpdate(SendBatch, { id, leaseUntil }, { leaseUntil: null });
}
