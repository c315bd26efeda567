import { type Preview, type PreviewForm, preview } from '@goen/contracts/internal';
import type { Context } from 'hono';
import { z } from 'zod';
import type { Pictures } from './pictures.ts';

/** `responses` of a route that answers a preview in the requested form. */
export const previewResponses = {
  200: {
    description: 'The mail; with `as: picture` a PNG.',
    content: { 'application/json': { schema: preview }, 'image/png': { schema: z.string() } },
  },
};

type RenderedPreview = Omit<Preview, 'html'> & { readonly html: string };

/** Throws 503 `picture_unavailable` when no picture can be taken. */
export async function respondWithPreview(c: Context, pictures: Pictures, form: PreviewForm, rendered: RenderedPreview) {
  if (form.as === 'picture') {
    const png = await pictures.take(rendered.html, form);
    const headers = { 'content-type': 'image/png', 'wording-version': rendered.wordingVersion };
    return c.body(new Uint8Array(png), 200, headers);
  }
  const view: Preview = form.as === 'html' ? rendered : { ...rendered, html: null };
  return c.json(view, 200);
}
