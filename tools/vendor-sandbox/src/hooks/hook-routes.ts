import { Hono } from 'hono';
import { z } from 'zod';
import { type MadeUpCandidate, madeUpCandidates } from '../testing-data/made-up-candidates.ts';
import { greenhouseHook } from './greenhouse-hook.ts';
import { postHook, type SignedHook } from './signed-hook.ts';
import { standardHook } from './standard-hook.ts';
import { zohoHook } from './zoho-hook.ts';

const request = z.strictObject({
  vendor: z.enum(['greenhouse', 'zoho', 'standard']),
  url: z.url(),
  /** The signing secret; for Zoho, the value of the custom parameter `secret`. */
  secret: z.string().min(1),
  count: z.number().int().min(1).max(1000).default(1),
  seed: z.number().int().default(1),
  lastDay: z.iso.date().optional(),
  /** Greenhouse takes the rejections back. */
  unreject: z.boolean().default(false),
});
type HookRequest = z.output<typeof request>;

/** Posts the rejections of made-up candidates as a vendor would, one after the other, and tells each answer. */
export function hookRoutes() {
  const app = new Hono();
  app.post('/', async (c) => {
    const wanted = request.parse(await c.req.json<unknown>());
    const answers: { email: string; status: number; body: string }[] = [];
    for (const one of madeUpCandidates(wanted.count, wanted.seed, wanted.lastDay))
      answers.push({ email: one.person.email, ...(await postHook(hookOf(wanted, one))) });
    return c.json(answers);
  });
  return app;
}

function hookOf({ vendor, url, secret, unreject }: HookRequest, one: MadeUpCandidate): SignedHook {
  if (vendor === 'zoho') return zohoHook({ url, custom: { secret } }, one.zoho.webhookFields);
  if (vendor === 'standard') return standardHook({ url, secret }, one.report);
  return greenhouseHook({ url, secret }, unreject ? one.greenhouse.unreject : one.greenhouse.reject);
}
