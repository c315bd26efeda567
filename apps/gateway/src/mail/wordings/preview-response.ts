import { type Preview, preview } from '@goen/contracts/internal';
import { previewV1 } from '@goen/contracts/public';
import type { Context } from 'hono';
import { z } from 'zod';
import { viewPreview } from './wording-views.ts';

/** The response of every preview. */
export const previewResponse = {
  description: 'The mail; with `as=picture` a PNG.',
  content: {
    'application/json': { schema: previewV1 },
    'image/png': { schema: z.string().meta({ format: 'binary' }) },
  },
};

/** Passes a preview by mail-service on to the client; `readMore` reads what else is to be said about it. */
export async function sendPreview(
  c: Context,
  answer: Response,
  as: 'html' | 'text' | 'picture',
  readMore?: (shown: Preview) => Promise<Partial<z.infer<typeof previewV1>>>,
): Promise<Response> {
  if (as === 'picture') return c.body(await answer.arrayBuffer(), 200, { 'content-type': 'image/png' });
  const shown = preview.parse(await answer.json());
  return c.json({ ...viewPreview(shown), ...(await readMore?.(shown)) }, 200);
}
