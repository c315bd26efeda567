import type { WaitingReason } from '@goen/contracts/public';
import type { Database } from '@goen/service-kit/database';

/**
 * Keeps why a queued mail did not leave, and since when: it is otherwise known only to its caller, who retries. The same
 * reason again writes nothing.
 */
export async function noteWaiting(orm: Database, messageId: string, reason: WaitingReason): Promise<void> {
  await orm.em.fork().execute(
    `update message set waiting_reason = ?, waiting_since = now()
     where id = ? and state = 'queued' and waiting_reason is distinct from ?`,
    [reason, messageId, reason],
  );
}
