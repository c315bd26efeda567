import { isTestKey, type MessageRequest } from '@goen/contracts/internal';
import { isRegulated } from '@goen/contracts/workflow';
import { domainOf, HttpProblem } from '@goen/service-kit';
import type { MailContext } from '../mail-context.ts';
import type { RenderedMail } from '../providers/provider.ts';
import type { MailInput } from '../rendering/mail-input.ts';
import { oneLine } from '../rendering/one-line.ts';
import { renderMail } from '../rendering/render-mail.ts';
import { webUrl } from '../rendering/web-url.ts';
import { resolveWording } from '../wordings/resolve-wording.ts';
import { fromHeader } from './from-header.ts';

/** `wordingVersion` names the exact words: `wording:<id>`, `edit:<hash>` or `builtin:<kind>:<locale>…:<hash>`. */
export type ComposedMail = { readonly mail: RenderedMail; readonly wordingVersion: string };

/** Everything the provider gets. Throws 422 when a link is no web address, or an edit has faults. */
export async function composeMail(
  context: Pick<MailContext, 'orm' | 'logger'>,
  request: MessageRequest,
  messageId: string,
): Promise<ComposedMail> {
  const input = toMailInput(request);
  const wording = await resolveWording(context, request);
  const content = await renderMail(wording, input);
  const mail: RenderedMail = {
    from: fromHeader(input.sender),
    to: request.to.email,
    replyTo: input.sender.replyTo ?? null,
    ...content,
    subject: isTestKey(request.key) ? `${testMark[request.locale]} ${content.subject}` : content.subject,
    headers: {
      // RFC 3834: no out-of-office answers. RFC 5322: ours, so that a mail is known again wherever it turns up.
      'Auto-Submitted': 'auto-generated',
      'Message-ID': `<${messageId}@${domainOf(request.sender.fromAddress)}>`,
      // What Gmail's Postmaster Tools count complaints by; the last part is the sender, the same in every mail.
      'Feedback-ID': `${request.kind}:${request.company}:${isRegulated(request.kind) ? 'invitation' : 'result'}:goen`,
      ...(isRegulated(request.kind) ? oneClickUnsubscribe(input.variables.unsubscribeUrl) : {}),
    },
    tags: [
      { name: 'kind', value: request.kind },
      { name: 'company_id', value: request.company },
      { name: 'message_id', value: messageId },
    ],
  };
  return { mail, wordingVersion: wording.version };
}

function toMailInput({ kind, locale, to, basis, variables, sender }: MessageRequest): MailInput {
  return {
    kind,
    locale,
    to,
    sender: { ...sender, name: oneLine(sender.name) },
    basis: basis?.kind ?? null,
    variables: {
      ...variables,
      pageUrl: requireWebUrl(variables.pageUrl, 'pageUrl'),
      // A plain result has no list to leave, and shows none.
      unsubscribeUrl: isRegulated(kind) ? requireWebUrl(variables.unsubscribeUrl, 'unsubscribeUrl') : '',
    },
  };
}

const testMark = { ja: '【テスト】', en: '[Test]' };

/** RFC 8058. */
const oneClickUnsubscribe = (url: string) => ({
  'List-Unsubscribe': `<${url}>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
});

function requireWebUrl(text: string, name: string): string {
  const url = webUrl(text);
  if (url !== null) return url;
  const error = { pointer: `/variables/${name}`, code: 'invalid_format', detail: 'must be an http or https URL' };
  throw new HttpProblem('invalid_request', { errors: [error] });
}
