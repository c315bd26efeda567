import { Message } from '../database/message.ts';
import type { MailContext } from '../mail-context.ts';
import type { RenderedMail } from '../providers/provider.ts';
import { markSent, markSkipped } from './finish-message.ts';

/**
 * A try without an answer, older than the provider remembers our key: sending again could be a second mail. The
 * provider is asked whether it has the first. True: the state is final. When even that stays unknown the mail is given
 * up, since a missing mail can be mended by hand and a second rejection cannot.
 */
export async function settleOldTry(context: MailContext, message: Message, mail: RenderedMail): Promise<boolean> {
  const { provider, orm, logger } = context;
  const since = message.maybeSentSince;
  if (!since || Date.now() - since.getTime() < provider.remembersKeysMs) return false;

  const found = await provider.find(mail, message.id, since);
  if (found.kind === 'found') {
    await markSent(context, message.id, found.providerId);
    return true;
  }
  if (found.kind === 'absent') {
    await orm.em.fork().nativeUpdate(Message, { id: message.id }, { maybeSentSince: null });
    message.maybeSentSince = null;
    return false;
  }
  logger.error({ messageId: message.id, code: found.code }, 'a mail may have been sent, the provider cannot tell');
  await markSkipped(context, message.id, 'refused_by_provider');
  return true;
}
