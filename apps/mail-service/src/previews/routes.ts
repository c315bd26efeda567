import { messageRequest, type Preview, type PreviewForm, previewForm, previewRequest } from '@goen/contracts/internal';
import { readJson, validate } from '@goen/service-kit';
import { type Context, Hono } from 'hono';
import { findRuleViolation } from '../law/sending-rules.ts';
import { composeMail } from '../messages/compose-mail.ts';
import type { WordingDeps } from '../wordings/resolve-wording.ts';
import type { Pictures } from './pictures.ts';
import { previewWording } from './preview-wording.ts';

/** `POST /previews`: a wording in its frame, with sample data. */
export function previewRoutes(deps: WordingDeps, pictures: Pictures): Hono {
  const app = new Hono();
  app.post('/', async (c) => {
    const request = await readJson(c, previewRequest);
    return respond(c, pictures, request, await previewWording(deps, request));
  });
  return app;
}

/** `POST /messages/preview`: the mail that `POST /messages` would send. Nothing is stored or sent. */
export function messagePreviewRoutes(deps: WordingDeps, pictures: Pictures): Hono {
  const app = new Hono();
  app.post('/', async (c) => {
    const form = validate(c.req.query(), previewForm);
    const request = await readJson(c, messageRequest);
    const { mail, wordingVersion } = await composeMail(deps, request, 'preview');
    const { subject, html, text } = mail;
    const missing = [...(findRuleViolation(request.kind, request)?.missing ?? [])];
    return respond(c, pictures, form, { subject, html, text, wordingVersion, missing });
  });
  return app;
}

type RenderedPreview = Omit<Preview, 'html'> & { html: string };

async function respond(c: Context, pictures: Pictures, form: PreviewForm, preview: RenderedPreview): Promise<Response> {
  if (form.as === 'picture') {
    const png = await pictures.take(preview.html, form);
    return c.body(new Uint8Array(png), 200, { 'content-type': 'image/png', 'wording-version': preview.wordingVersion });
  }
  const view: Preview = form.as === 'html' ? preview : { ...preview, html: null };
  return c.json(view);
}
