import { type MessageRequest, type MessageResult, messageResult } from '@goen/contracts/internal';
import { ApplicationFailure } from '@temporalio/common';
import type { ActivityContext } from '../activity-context.ts';
import { callService } from './call-service.ts';
import { type MailOwner, noteMailWait } from './note-mail-wait.ts';

/**
 * `mail_changed`: it is no longer the mail that was approved, and was not sent. While it cannot be sent, its owner's row
 * says why.
 */
export const requestMail = (
  context: Pick<ActivityContext, 'mail' | 'orm'>,
  request: MessageRequest,
  owner: MailOwner,
): Promise<MessageResult | 'mail_changed'> =>
  callService(context.mail, '/messages', request, messageResult).catch(
    async (error: unknown): Promise<'mail_changed'> => {
      if (error instanceof ApplicationFailure && error.type === 'mail_changed') return 'mail_changed';
      await noteMailWait(context, owner, error);
      throw error;
    },
  );
