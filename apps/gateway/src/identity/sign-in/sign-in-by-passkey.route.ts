import { me, passkeyOptions, usedPasskey } from '@goen/contracts/public';
import { defineRoute, jsonBody, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readMe } from '../sessions/read-me.ts';
import { askAuth } from './ask-auth.ts';
import { beginAttempt, readNewSession } from './sign-in-attempt.ts';

const shared = { access: 'public', method: 'post' } as const;
const begin = defineRoute({
  ...shared,
  tags: ['sign-in'],
  path: '/v1/sign-in/passkey-options',
  operationId: 'beginPasskeySignIn',
  summary: 'Begin to sign in with a passkey',
  description: 'The challenge is bound to the browser by a cookie, and works once, for five minutes.',
  responses: { 200: jsonResponse(passkeyOptions, 'Options for `navigator.credentials.get`.') },
  problems: ['cross_site_request', 'too_many_attempts', 'too_many_requests'],
});
const route = defineRoute({
  ...shared,
  tags: ['sign-in'],
  path: '/v1/sign-in/passkey',
  operationId: 'signInByPasskey',
  summary: 'Sign in with a passkey',
  request: { body: jsonBody(usedPasskey, { credential: { id: 'pLz3…', rawId: 'pLz3…', type: 'public-key' } }) },
  responses: { 200: jsonResponse(me, 'Who is signed in now.') },
  problems: ['cross_site_request', 'sign_in_failed', 'too_many_attempts', 'too_many_requests'],
});

export function addSignInByPasskey(app: GatewayApp, context: GatewayContext): void {
  app.openapi(begin, async (c) => {
    await beginAttempt(context, c);
    const answer = await askAuth(context, c, '/passkey/generate-authenticate-options');
    const options = passkeyOptions.parse(await answer.json());
    return c.json({ ...options, userVerification: 'required' }, 200);
  });
  app.openapi(route, async (c) => {
    await beginAttempt(context, c);
    const body = { response: c.req.valid('json').credential };
    const answer = await askAuth(context, c, '/passkey/verify-authentication', { method: 'POST', body });
    return c.json(await readMe(context, await readNewSession(context, c, answer)), 200);
  });
}
