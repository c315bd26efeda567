import type { SkipReason } from '@goen/contracts';
import { Message } from '../database/message.ts';
import type { MailContext } from '../mail-context.ts';

/** A mail that went out is sent, even when an erasure skipped its row meanwhile. */
export async function markSent({ orm }: MailContext, id: string, providerId: string): Promise<void> {
  const now = new Date();
  await orm.em
    .fork()
    .nativeUpdate(
      Message,
      { id, state: { $ne: 'sent' } },
      { state: 'sent', skipReason: null, providerId, sentAt: now, finishedAt: now, leaseUntil: null },
    );
}

export async function markSkipped({ orm }: MailContext, id: string, skipReason: SkipReason): Promise<void> {
  await orm.em
    .fork()
    .nativeUpdate(
      Message,
      { id, state: 'queued' },
      { state: 'skipped', skipReason, finishedAt: new Date(), leaseUntil: null },
    );
}
