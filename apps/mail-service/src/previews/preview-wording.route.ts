import { previewRequest } from '@goen/contracts/internal';
import { defineRoute, jsonBody } from '@goen/service-kit';
import { calledBy, type MailApp } from '../mail-app.ts';
import { exampleMessage } from '../messages/example-message.ts';
import type { WordingDeps } from '../wordings/resolve-wording.ts';
import type { Pictures } from './pictures.ts';
import { previewResponses, respondWithPreview } from './preview-response.ts';
import { previewWording } from './preview-wording.ts';

const { company, kind, locale, sender } = exampleMessage;

const route = defineRoute({
  method: 'post',
  path: '/previews',
  operationId: 'previewWording',
  summary: 'Render a wording in its frame with sample data',
  access: calledBy('gateway'),
  problems: ['picture_unavailable'],
  request: { body: jsonBody(previewRequest, { company, kind, locale, sender, as: 'html' }) },
  responses: previewResponses,
});

export function addPreviewWording(app: MailApp, deps: WordingDeps, pictures: Pictures): void {
  app.openapi(route, async (c) => {
    const request = c.req.valid('json');
    return respondWithPreview(c, pictures, request, await previewWording(deps, request));
  });
}
