import { messageRequest, type Preview, type PreviewForm, previewForm, previewRequest } from '@goen/contracts/internal';
import { readJson, validate } from '@goen/service-kit';
import { type Context, Hono } from 'hono';
import { findRuleViolation } from '../law/sending-rules.ts';
import type { MailContext } from '../mail-context.ts';
import { composeMail } from '../messages/compose-mail.ts';
import type { Pictures } from './pictures.ts';
import { previewWording } from './preview-wording.ts';

type PreviewContext = Pick<MailContext, 'orm' | 'logger'>;

/** `POST /previews`: a wording in its frame, with sample data. */
export function previewRoutes(context: PreviewContext, pictures: Pictures): Hono {
  const app = new Hono();
  app.post('/', async (c) => {
    const request = await readJson(c, previewRequest);
    return answer(c, pictures, request, await previewWording(context, request));
  });
  return app;
}

/** `POST /messages/preview`: the mail that `POST /messages` would send. Nothing is stored, nothing is sent. */
export function messagePreviewRoutes(context: PreviewContext, pictures: Pictures): Hono {
  const app = new Hono();
  app.post('/', async (c) => {
    const form = validate(c.req.query(), previewForm);
    const request = await readJson(c, messageRequest);
    const { mail, wordingVersion } = await composeMail(context, request, 'preview');
    const { subject, html, text } = mail;
    const missing = [...(findRuleViolation(request.kind, request)?.missing ?? [])];
    return answer(c, pictures, form, { subject, html, text, wordingVersion, missing });
  });
  return app;
}

type Made = Omit<Preview, 'html'> & { html: string };

async function answer(c: Context, pictures: Pictures, form: PreviewForm, made: Made): Promise<Response> {
  if (form.as === 'picture') {
    const png = await pictures.take(made.html, form);
    return c.body(new Uint8Array(png), 200, { 'content-type': 'image/png', 'wording-version': made.wordingVersion });
  }
  const view: Preview = form.as === 'html' ? made : { ...made, html: null };
  return c.json(view);
}
