import { isTestKey, type MessageRequest } from '@goen/contracts/internal';
import { isRegulated } from '@goen/contracts/workflow';
import { HttpProblem, readDomain, readMailAddress } from '@goen/service-kit';
import type { RenderedMail } from '../providers/provider.ts';
import type { MailInput } from '../rendering/mail-input.ts';
import { oneLine } from '../rendering/one-line.ts';
import { renderMail } from '../rendering/render-mail.ts';
import { webUrl } from '../rendering/web-url.ts';
import { resolveWording, type WordingDeps } from '../wordings/resolve-wording.ts';
import { fromHeader } from './from-header.ts';

/** `wordingVersion` names the exact wording: `wording:<id>`, `edit:<hash>` or `builtin:<kind>:<locale>…:<hash>`. */
export type ComposedMail = {
  readonly mail: RenderedMail;
  readonly wordingVersion: string;
  readonly input: MailInput;
};

/** Everything that the provider gets. Throws 422 when a link is no web URL, or an edit has faults. */
export async function composeMail(
  deps: WordingDeps,
  request: MessageRequest,
  messageId: string,
): Promise<ComposedMail> {
  const { key, kind, company, locale } = request;
  const input = toMailInput(request);
  const wording = await resolveWording(deps, request);
  const content = await renderMail(wording, input);
  const mail: RenderedMail = {
    from: fromHeader(input.sender, locale),
    // A preview shows also a mail that would be skipped.
    to: readMailAddress(request.to.email)?.sendable ?? request.to.email,
    replyTo: input.sender.replyTo ?? null,
    ...content,
    subject: isTestKey(key) ? `${testMark[locale]} ${content.subject}` : content.subject,
    headers: {
      // RFC 3834: no out-of-office replies. RFC 5322: our own id, so that a mail can be recognised anywhere.
      'Auto-Submitted': 'auto-generated',
      'Message-ID': `<${messageId}@${readDomain(request.sender.fromAddress)}>`,
      // Gmail's Postmaster Tools count complaints by it; the last part is the sender, the same in every mail.
      'Feedback-ID': `${kind}:${company}:${isRegulated(kind) ? 'invitation' : 'result'}:goen`,
      ...(isRegulated(kind) ? toUnsubscribeHeaders(input.variables.unsubscribeUrl) : {}),
    },
    tags: [
      { name: 'kind', value: kind },
      { name: 'company_id', value: company },
      { name: 'message_id', value: messageId },
    ],
  };
  return { mail, wordingVersion: wording.version, input };
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
      // A plain result has nothing to unsubscribe from, and shows no link.
      unsubscribeUrl: isRegulated(kind) ? requireWebUrl(variables.unsubscribeUrl, 'unsubscribeUrl') : '',
    },
  };
}

const testMark = { ja: '【テスト】', en: '[Test]' };

/** RFC 8058. */
const toUnsubscribeHeaders = (url: string) => ({
  'List-Unsubscribe': `<${url}>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
});

function requireWebUrl(text: string, name: string): string {
  const url = webUrl(text);
  if (url !== null) return url;
  const error = { pointer: `/variables/${name}`, code: 'invalid_format', detail: 'must be an http or https URL' };
  throw new HttpProblem('invalid_request', { errors: [error] });
}
