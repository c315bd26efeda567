import { isRegulated, type MessageRequest } from '@goen/contracts';
import { HttpProblem } from '@goen/service-kit';
import type { RenderedMail } from '../providers/provider.ts';
import { addresseeOf } from '../templates/addressee.ts';
import { oneLine } from '../templates/one-line.ts';
import { renderContent } from '../templates/render-content.ts';
import { webUrl } from '../templates/web-url.ts';
import { fromHeader } from './from-header.ts';

/** Everything the provider gets. Throws 422 when a link is no web address. */
export async function composeMail(request: MessageRequest, messageId: string): Promise<RenderedMail> {
  const { kind, locale, basis, to } = request;
  const sender = { ...request.sender, name: oneLine(request.sender.name) };
  const variables = {
    ...request.variables,
    pageUrl: requireWebUrl(request.variables.pageUrl, 'pageUrl'),
    unsubscribeUrl: requireWebUrl(request.variables.unsubscribeUrl, 'unsubscribeUrl'),
  };
  const input = { locale, sender, basis, variables, addressee: addresseeOf(to, locale) };
  return {
    from: fromHeader(sender),
    to: to.email,
    replyTo: sender.replyTo ?? null,
    ...(await renderContent(kind, input)),
    headers: {
      'Auto-Submitted': 'auto-generated',
      ...(isRegulated(kind) ? oneClickUnsubscribe(variables.unsubscribeUrl) : {}),
    },
    tags: [
      { name: 'kind', value: kind },
      { name: 'company_id', value: request.company },
      { name: 'message_id', value: messageId },
    ],
  };
}

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
