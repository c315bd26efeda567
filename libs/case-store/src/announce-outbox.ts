import type { Database } from '@goen/service-kit/database';

/** Rows that are committed within this time are announced together. */
const delayMs = 10;

const scheduled = new WeakSet<Database>();

/**
 * Notifies the dispatchers of outbox rows that are committed. Within the transaction, NOTIFY would take a lock of the
 * whole server, and commits would wait for each other. A notification that is lost costs one poll of the dispatcher.
 */
export function announceOutbox(orm: Database): void {
  if (scheduled.has(orm)) return;
  scheduled.add(orm);
  const announce = async () => {
    scheduled.delete(orm);
    await orm.em.fork().execute('notify outbox');
  };
  setTimeout(() => void announce().catch(() => undefined), delayMs).unref();
}
