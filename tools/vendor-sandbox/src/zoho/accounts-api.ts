import { Hono } from 'hono';
import { z } from 'zod';
import type { Faults } from '../faults/faults.ts';
import { injectFaults } from '../faults/inject-faults.ts';
import type { AccessTokens, ZohoOptions } from './access-tokens.ts';

const tokenRequest = z.object({
  grant_type: z.string(),
  client_id: z.string().min(1),
  client_secret: z.string().min(1),
  refresh_token: z.string().min(1),
});

/** `accounts.zoho.com/oauth/v2`. Takes parameters from the query or a form; answers errors with 200 and an `error`. */
export function accountsApi(deps: { tokens: AccessTokens; faults: Faults }, options: ZohoOptions) {
  const { client, tooManyRefreshesStatus = 400 } = options;
  const app = new Hono();
  app.use(
    injectFaults(deps.faults, 'zoho', {
      tooManyRequests: (c) => c.json(tooManyRefreshesError, tooManyRefreshesStatus),
      serverError: (c) => c.json({ error: 'server_error' }, 500),
      expireToken: (c) => c.json({ error: 'invalid_code' }),
    }),
  );
  app.post('/token', async (c) => {
    const request = tokenRequest.safeParse({ ...(await c.req.parseBody()), ...c.req.query() });
    if (!request.success) return c.json({ error: 'invalid_request' });
    const { grant_type, client_id, client_secret, refresh_token } = request.data;
    if (grant_type !== 'refresh_token') return c.json({ error: 'unsupported_grant_type' });
    if (client && client_id !== client.id) return c.json({ error: 'invalid_client' });
    if (client && client_secret !== client.secret) return c.json({ error: 'invalid_client_secret' });
    if (client && refresh_token !== client.refreshToken) return c.json({ error: 'invalid_code' });
    const refreshed = deps.tokens.refresh();
    if (refreshed === null) return c.json(tooManyRefreshesError, tooManyRefreshesStatus);
    return c.json({
      access_token: refreshed.token,
      api_domain: new URL(c.req.url).origin,
      token_type: 'Bearer',
      expires_in: refreshed.expiresInSeconds,
    });
  });
  return app;
}

const tooManyRefreshesError = {
  error: 'Access Denied',
  error_description: 'You have made too many requests continuously. Please try again after some time.',
  status: 'failure',
};
