import { UniqueConstraintViolationException } from '@mikro-orm/core';
import { Message } from '../database/message.ts';
import type { MailContext } from '../mail-context.ts';
import { markSkipped } from './finish-message.ts';

/**
 * A regulated mail that was surely not sent and comes again on a later day counts on that day, or it would let a second
 * one through. The day may be taken by now.
 */
export async function moveToDate(context: MailContext, message: Message, date: string): Promise<void> {
  if (message.state !== 'queued' || !message.regulated || message.maybeSentSince || date <= message.date) return;
  try {
    await context.orm.em
      .fork()
      .nativeUpdate(Message, { id: message.id, state: 'queued', maybeSentSince: null }, { date });
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error;
    await markSkipped(context, message.id, 'daily_limit');
  }
}
