import { createHmac } from 'node:crypto';
import type { MessageRequest } from '@goen/contracts/internal';
import type { WordingDeps } from '../wordings/resolve-wording.ts';
import { composeMail } from './compose-mail.ts';

/** In place of the personal links, which differ between a preview and the mail itself. */
const anyUrl = 'https://link.invalid/';
/** The last day to answer follows from the day on which the mail leaves, not from what was approved. */
const anyDate = '2000-01-01';

/** Identifies what the recipient reads, and who that is. Keyed, since it is kept longer than the mail. */
export async function digestMail(deps: WordingDeps, request: MessageRequest, digestKey: string): Promise<string> {
  const { unsubscribeUrl, introduction } = request.variables;
  const variables = {
    ...request.variables,
    pageUrl: anyUrl,
    unsubscribeUrl: unsubscribeUrl === '' ? '' : anyUrl,
    ...(introduction && { introduction: { ...introduction, answerBy: anyDate } }),
  };
  const { mail } = await composeMail(deps, { ...request, variables }, 'digest');
  const read = [request.kind, request.locale, mail.from, mail.to, mail.replyTo, mail.subject, mail.text];
  return createHmac('sha256', digestKey).update(JSON.stringify(read)).digest('hex');
}
