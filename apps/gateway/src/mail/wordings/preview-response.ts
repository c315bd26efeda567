import { preview } from '@goen/contracts/internal';
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

/** Passes a preview by mail-service on to the client. */
export async function sendPreview(c: Context, answer: Response, as: 'html' | 'text' | 'picture'): Promise<Response> {
  if (as === 'picture') return c.body(await answer.arrayBuffer(), 200, { 'content-type': 'image/png' });
  return c.json(viewPreview(preview.parse(await answer.json())), 200);
}
