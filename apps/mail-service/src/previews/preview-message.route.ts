import { messageRequest, type Preview, previewForm } from '@goen/contracts/internal';
import { defineRoute, jsonBody } from '@goen/service-kit';
import { WordingVersion } from '../database/wording-version.ts';
import { findRuleViolation } from '../law/sending-rules.ts';
import { calledBy, type MailApp } from '../mail-app.ts';
import type { MailContext } from '../mail-context.ts';
import { composeMail } from '../messages/compose-mail.ts';
import { digestMail } from '../messages/digest-mail.ts';
import { exampleMessage } from '../messages/example-message.ts';
import { fillInWording } from '../wordings/fill-in-wording.ts';
import { readWordingText, type WordingDeps } from '../wordings/resolve-wording.ts';
import type { Pictures } from './pictures.ts';
import { previewResponses, respondWithPreview } from './preview-response.ts';

const route = defineRoute({
  method: 'post',
  path: '/messages/preview',
  operationId: 'previewMessage',
  summary: 'Render the mail that `POST /messages` would send, without storing or sending it',
  access: calledBy('gateway'),
  problems: ['picture_unavailable'],
  request: { query: previewForm, body: jsonBody(messageRequest, exampleMessage) },
  responses: previewResponses,
});

export function addPreviewMessage(
  app: MailApp,
  deps: WordingDeps & Pick<MailContext, 'personHashKey'>,
  pictures: Pictures,
): void {
  app.openapi(route, async (c) => {
    const request = c.req.valid('json');
    const { mail, wordingVersion, input } = await composeMail(deps, request, 'preview');
    const { subject, html, text } = mail;
    const missing = [...(findRuleViolation(request.kind, request)?.missing ?? [])];
    const digest = await digestMail(deps, request, deps.personHashKey);
    const wordingSaved = await findSaved(deps, wordingVersion);
    const wording = await readWordingText(deps, request, wordingVersion);
    const filled = fillInWording(wording, input);
    const rendered = { subject, html, text, wordingVersion, wordingSaved, digest, wording, filled, missing };
    return respondWithPreview(c, pictures, c.req.valid('query'), rendered);
  });
}

/** Who saved a company's own wording, and when; null of an edit or a built-in wording. */
async function findSaved({ orm }: WordingDeps, version: string): Promise<Preview['wordingSaved']> {
  const id = /^wording:(.+)$/.exec(version)?.[1];
  const saved = id === undefined ? null : await orm.em.fork().findOne(WordingVersion, { id });
  return saved && { by: saved.savedBy, at: saved.savedAt.toISOString() };
}
