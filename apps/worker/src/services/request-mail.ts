import { type MessageRequest, type MessageResult, messageResult } from '@goen/contracts/internal';
import { ApplicationFailure } from '@temporalio/common';
import type { ActivityContext } from '../activity-context.ts';
import { callService } from './call-service.ts';

/** `mail_changed`: it is no longer the mail that was approved, and was not sent. */
export const requestMail = (
  { mail }: Pick<ActivityContext, 'mail'>,
  request: MessageRequest,
): Promise<MessageResult | 'mail_changed'> =>
  callService(mail, '/messages', request, messageResult).catch((error: unknown): 'mail_changed' => {
    if (error instanceof ApplicationFailure && error.type === 'mail_changed') return 'mail_changed';
    throw error;
  });
