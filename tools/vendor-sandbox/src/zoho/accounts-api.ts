import { Hono } from 'hono';
import { z } from 'zod';
import type { Faults } from '../faults/faults.ts';
import { faulty } from '../faults/faulty.ts';
import type { AccessTokens, ZohoOptions } from './access-tokens.ts';

const request = z.object({
  grant_type: z.string(),
  client_id: z.string().min(1),
  client_secret: z.string().min(1),
  refresh_token: z.string().min(1),
});

/** `accounts.zoho.com/oauth/v2`: parameters in the query or a form; refusals are answered 200 with an `error`. */
export function accountsApi(at: { tokens: AccessTokens; faults: Faults }, options: ZohoOptions) {
  const { client, tooManyRefreshesStatus = 400 } = options;
  const app = new Hono();
  app.use(
    faulty(at.faults, 'zoho', {
      tooManyRequests: (c) => c.json(tooManyRefreshes, tooManyRefreshesStatus),
      serverError: (c) => c.json({ error: 'server_error' }, 500),
      expireToken: (c) => c.json({ error: 'invalid_code' }),
    }),
  );
  app.post('/token', async (c) => {
    const read = request.safeParse({ ...(await c.req.parseBody()), ...c.req.query() });
    if (!read.success) return c.json({ error: 'invalid_request' });
    const { grant_type, client_id, client_secret, refresh_token } = read.data;
    if (grant_type !== 'refresh_token') return c.json({ error: 'unsupported_grant_type' });
    if (client && client_id !== client.id) return c.json({ error: 'invalid_client' });
    if (client && client_secret !== client.secret) return c.json({ error: 'invalid_client_secret' });
    if (client && refresh_token !== client.refreshToken) return c.json({ error: 'invalid_code' });
    const made = at.tokens.refresh();
    if (made === null) return c.json(tooManyRefreshes, tooManyRefreshesStatus);
    return c.json({
      access_token: made.token,
      api_domain: new URL(c.req.url).origin,
      token_type: 'Bearer',
      expires_in: made.expiresInSeconds,
    });
  });
  return app;
}

const tooManyRefreshes = {
  error: 'Access Denied',
  error_description: 'You have made too many requests continuously. Please try again after some time.',
  status: 'failure',
};
