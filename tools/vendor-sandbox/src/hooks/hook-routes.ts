import { Hono } from 'hono';
import { z } from 'zod';
import { generateCandidates, type SampleCandidate } from '../sample-data/generate-candidates.ts';
import { greenhouseHook } from './greenhouse-hook.ts';
import { postHook, type SignedHook } from './signed-hook.ts';
import { standardHook, toStandardMessage } from './standard-hook.ts';
import { zohoHook } from './zoho-hook.ts';

const sendHooksRequest = z.strictObject({
  vendor: z.enum(['greenhouse', 'zoho', 'standard']),
  url: z.url(),
  /** The signing secret. For Zoho, the value of the custom parameter `secret`. */
  secret: z.string().min(1),
  count: z.number().int().min(1).max(1000).default(1),
  seed: z.number().int().default(1),
  lastDay: z.iso.date().optional(),
  /** Sends the un-rejection instead; for Zoho, `event` says which. */
  unreject: z.boolean().default(false),
});
type SendHooksRequest = z.output<typeof sendHooksRequest>;

/** Posts the rejections of sample candidates as a vendor would, one after the other, and returns every response. */
export function hookRoutes() {
  const app = new Hono();
  app.post('/', async (c) => {
    const request = sendHooksRequest.parse(await c.req.json<unknown>());
    const responses: { email: string; status: number; body: string }[] = [];
    for (const candidate of generateCandidates(request.count, request.seed, request.lastDay))
      responses.push({ email: candidate.person.email, ...(await postHook(createHook(request, candidate))) });
    return c.json(responses);
  });
  return app;
}

function createHook({ vendor, url, secret, unreject }: SendHooksRequest, candidate: SampleCandidate): SignedHook {
  if (vendor === 'zoho') {
    const event = unreject ? 'unrejected' : 'rejected';
    return zohoHook({ url, custom: { secret, event } }, candidate.zoho.webhookFields);
  }
  if (vendor === 'standard') return standardHook({ url, secret }, toStandardMessage(candidate, unreject));
  return greenhouseHook({ url, secret }, candidate.greenhouse[unreject ? 'unreject' : 'reject']);
}
