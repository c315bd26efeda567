import type { Database } from '@goen/service-kit/database';

const batchRows = 500;
/** Ages are decided by the database's clock. `?`: days, also a part of one. */
const before = "now() - ? * interval '1 day'";

/**
 * Deletes bodies `retentionDays` after their state became final, or after their creation if it never did. In small
 * batches, so that locks are short. Returns the number of deleted bodies.
 */
export async function purgeBodies(orm: Database, retentionDays: number): Promise<number> {
  let purged = 0;
  for (;;) {
    const rows = await orm.em.fork().execute<unknown[]>(
      `update message set rendered = null where id in (
         select id from message where rendered is not null and coalesce(finished_at, created_at) < ${before}
         order by coalesce(finished_at, created_at) limit ${batchRows} for update skip locked
       ) returning id`,
      [retentionDays],
    );
    purged += rows.length;
    if (rows.length < batchRows) return purged;
  }
}

/**
 * Deletes the records of old requests. One is kept while a mail of it is still queued: a caller that retries that mail
 * months later must learn how it ended. The messages themselves stay.
 */
export async function purgeBatches(orm: Database, retentionDays: number): Promise<void> {
  await orm.em.fork().execute(
    `delete from send_batch b where created_at < ${before} and not exists (
       select from unnest(b.message_ids) as its(id) join message m using (id) where m.state = 'queued')`,
    [retentionDays],
  );
}
