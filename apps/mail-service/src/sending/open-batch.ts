import { randomUUID } from 'node:crypto';
import { sealPrefixBytes } from '@goen/service-kit';
import { Message } from '../database/message.ts';
import { SendBatch } from '../database/send-batch.ts';
import type { MailContext } from '../mail-context.ts';
import type { MailProvider, OutgoingMail } from '../providers/provider.ts';
import { isSuppressedSql } from '../suppressions/is-suppressed.ts';

/** Longer than the longest try inside one request, so that only a process that died loses its lease. */
export const leaseMs = 60_000;

export type OpenBatch = { id: string; leaseUntil: Date; mails: OutgoingMail[] };

/**
 * Takes those of the queued mails that are free and surely not sent yet, and writes what is about to leave before it
 * does: a crash from here on leaves mails that may be sent, never ones that seem not to be. A refusal that came since a
 * mail was queued counts now. Null when none is left.
 */
export function openBatch(
  { orm, cipher, fresh }: MailContext,
  provider: MailProvider,
  ids: readonly string[],
): Promise<OpenBatch | null> {
  return orm.em.fork().transactional(async (em) => {
    const now = new Date();
    const leaseUntil = new Date(now.getTime() + leaseMs);
    await em.execute(
      `update message m set state = 'skipped', finished_at = ?, lease_until = null,
         skip_reason = case when m.rendered is null then 'no_address' else 'suppressed' end
       where m.id = any(?::uuid[]) and m.state = 'queued' and m.maybe_sent_since is null and (
         m.rendered is null or ${isSuppressedSql})`,
      [now, uuids(ids)],
    );
    const batchId = randomUUID();
    // Locked in one order, so that two batches that share mails never wait for each other in a circle.
    const rows = await em.execute<{ id: string; stamp: string }[]>(
      `update message set batch_id = ?, lease_until = ?, maybe_sent_since = ?,
         first_tried_at = coalesce(first_tried_at, ?)
       where id in (
         select id from message where id = any(?::uuid[]) and provider = ? and state = 'queued'
           and maybe_sent_since is null and (lease_until is null or lease_until < ?)
         order by id for update)
       returning id, encode(substring(rendered from 1 for ${sealPrefixBytes}), 'hex') as stamp`,
      [batchId, leaseUntil, now, now, uuids(ids), provider.name, now],
    );
    if (rows.length === 0) return null;
    const messageIds = rows.map(({ id }) => id);
    await em.insert(SendBatch, { id: batchId, provider: provider.name, messageIds, createdAt: now, leaseUntil });
    const known = new Map(rows.map(({ id, stamp }) => [id, fresh.take(stamp)]));
    const sealed = messageIds.filter((id) => !known.get(id));
    const stored =
      sealed.length === 0
        ? []
        : await em.execute<{ id: string; rendered: Buffer }[]>(
            'select id, rendered from message where id = any(?::uuid[])',
            [uuids(sealed)],
          );
    for (const { id, rendered } of stored) known.set(id, cipher.open(rendered, id));
    const mails = messageIds.flatMap((messageId) => {
      const mail = known.get(messageId);
      return mail ? [{ messageId, mail }] : [];
    });
    return { id: batchId, leaseUntil, mails };
  });
}

export const uuids = (ids: readonly string[]): string => `{${ids.join(',')}}`;

/** None of them was sent: each may leave in another batch. Found by their ids, for no index knows the batches. */
export async function requeueMails(
  { orm }: MailContext,
  { id, mails }: Pick<OpenBatch, 'id' | 'mails'>,
): Promise<void> {
  const ids = mails.map(({ messageId }) => messageId);
  await orm.em
    .fork()
    .nativeUpdate(
      Message,
      { id: { $in: ids }, batchId: id, state: 'queued' },
      { batchId: null, maybeSentSince: null, leaseUntil: null },
    );
}

/** Whoever comes next may settle it. A lease that ran out meanwhile, and is another's by now, stays. */
export async function releaseBatch(
  { orm }: MailContext,
  { id, leaseUntil }: Pick<OpenBatch, 'id' | 'leaseUntil'>,
): Promise<void> {
  await orm.em.fork().nativeUpdate(SendBatch, { id, leaseUntil }, { leaseUntil: null });
}
