import { withCompany } from '@goen/case-store';
import { type StoredMessageDetail, storedMessageDetail } from '@goen/contracts/internal';
import type { MessageDetail } from '@goen/contracts/public';
import { askService } from '../../http/ask-service.ts';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { explainMessage } from './explain-message.ts';
import { findApproval } from './find-approval.ts';
import { maskLinks } from './mask-links.ts';
import { viewMessages } from './view-message.ts';

/** A mail of the company as mail-service keeps it, its links masked. Throws `not_found` and `unavailable`. */
export async function readStoredMessage(
  { mail }: Pick<GatewayContext, 'mail'>,
  company: string,
  id: string,
): Promise<StoredMessageDetail> {
  const answer = await askService(mail, `/messages/${id}`, { query: { company } });
  const stored = storedMessageDetail.parse(await answer.json());
  const { content } = stored;
  if (content === null) return stored;
  return { ...stored, content: { ...content, html: maskLinks(content.html), text: maskLinks(content.text) } };
}

/** The same as members see it, with who approved it. */
export async function readMessage(context: GatewayContext, companyId: string, id: string): Promise<MessageDetail> {
  const stored = await readStoredMessage(context, companyId, id);
  const { content } = stored;
  return withCompany(context.orm, companyId, async (em) => {
    const [view] = await viewMessages(em, [stored]);
    if (view === undefined) throw new Error('A message has no view');
    return {
      ...view,
      provider: stored.provider,
      wording_version: stored.wordingVersion,
      history: stored.history,
      approved: await findApproval(em, stored),
      content: content && {
        from: content.from,
        to: content.to,
        reply_to: content.replyTo,
        subject: content.subject,
        text: content.text,
      },
      provider_text: stored.providerText,
      explanation: explainMessage(stored),
      content_until: stored.contentUntil,
    };
  });
}
