import { Message } from '../database/message.ts';
import type { MailContext } from '../mail-context.ts';

/** Longer than the longest try inside one request, so that only a process that died loses its lease. */
export const leaseMs = 60_000;

/** Owns the sending of a queued message, over all processes. Null: it is final, or another process sends it now. */
export async function leaseMessage({ orm }: MailContext, id: string): Promise<Message | null> {
  const now = new Date();
  const em = orm.em.fork();
  const taken = await em.nativeUpdate(
    Message,
    { id, state: 'queued', $or: [{ leaseUntil: null }, { leaseUntil: { $lt: now } }] },
    { leaseUntil: new Date(now.getTime() + leaseMs) },
  );
  return taken === 1 ? em.findOneOrFail(Message, { id }) : null;
}

export async function releaseMessage({ orm }: MailContext, id: string): Promise<void> {
  await orm.em.fork().nativeUpdate(Message, { id, state: 'queued' }, { leaseUntil: null });
}
