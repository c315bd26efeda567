import type { Database } from '@goen/service-kit/database';

const batchRows = 500;
const dayMs = 24 * 60 * 60 * 1000;

/**
 * Deletes bodies `retentionDays` after the state became final; one that was never sent, as long after it was made.
 * Small batches, so that no lock is held for long. Returns how many went.
 */
export async function purgeBodies(orm: Database, retentionDays: number, now = new Date()): Promise<number> {
  const before = new Date(now.getTime() - retentionDays * dayMs);
  let purged = 0;
  for (;;) {
    const rows = await orm.em.fork().execute<unknown[]>(
      `update message set rendered = null where id in (
         select id from message where rendered is not null and coalesce(finished_at, created_at) < ?
         order by coalesce(finished_at, created_at) limit ${batchRows} for update skip locked
       ) returning id`,
      [before],
    );
    purged += rows.length;
    if (rows.length < batchRows) return purged;
  }
}

/**
 * What a request carried is of use while its outcome may be asked for: as long as a mail of it is open, for who comes
 * back to that one after months must learn how it ended. The messages themselves stay.
 */
export async function purgeBatches(orm: Database, retentionDays: number, now = new Date()): Promise<void> {
  const before = new Date(now.getTime() - retentionDays * dayMs);
  await orm.em.fork().execute(
    `delete from send_batch b where created_at < ? and not exists (
       select from unnest(b.message_ids) as its(id) join message m using (id) where m.state = 'queued')`,
    [before],
  );
}
