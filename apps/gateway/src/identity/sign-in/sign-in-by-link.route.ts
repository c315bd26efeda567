import { me, signInLinkOwner, usedSignInLink } from '@goen/contracts/public';
import { defineRoute, HttpProblem, jsonBody, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readMe } from '../sessions/read-me.ts';
import { askAuth } from './ask-auth.ts';
import { readDemoToken } from './demo-links.ts';
import { findLinkOwner } from './find-link-owner.ts';
import { maySignIn } from './request-link.ts';
import { beginAttempt, readNewSession } from './sign-in-attempt.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/sign-in/link',
  operationId: 'signInByLink',
  tags: ['sign-in'],
  summary: 'Sign in with a mailed link',
  description: 'Uses the link up and starts a session, whose cookie comes with the answer.',
  access: 'public',
  request: { body: jsonBody(usedSignInLink, { token: 'RkdXcGtQeWJZVGpCdWZIcU1hS2xvVnNE' }) },
  responses: { 200: jsonResponse(me, 'Who is signed in now.') },
  problems: ['cross_site_request', 'sign_in_failed', 'too_many_attempts', 'too_many_requests'],
});

const preview = defineRoute({
  method: 'post',
  path: '/v1/sign-in/link/preview',
  operationId: 'previewSignInLink',
  tags: ['sign-in'],
  summary: 'Say whose a mailed link is',
  description:
    'For the page behind the link, before its button: who opens a link of somebody else would work in their name. Uses nothing up.',
  access: 'public',
  request: { body: jsonBody(usedSignInLink, { token: 'RkdXcGtQeWJZVGpCdWZIcU1hS2xvVnNE' }) },
  responses: { 200: jsonResponse(signInLinkOwner, 'Whom the link signs in.') },
  problems: ['cross_site_request', 'sign_in_failed', 'too_many_attempts', 'too_many_requests'],
});

/** A link of the demo stands for a new one of its person. */
async function readToken(context: GatewayContext, token: string): Promise<string> {
  const { identity } = context;
  const email = readDemoToken(identity.settings.demoSecret ?? null, token);
  if (email === null || !(await maySignIn(context, email))) return token;
  return (await identity.createLink({ email, locale: 'ja' })).token;
}

export function addSignInByLink(app: GatewayApp, context: GatewayContext): void {
  app.openapi(preview, async (c) => {
    await beginAttempt(context, c);
    const email = await findLinkOwner(context, c.req.valid('json').token);
    if (email === null) throw new HttpProblem('sign_in_failed');
    return c.json({ email }, 200);
  });
  app.openapi(route, async (c) => {
    await beginAttempt(context, c);
    const token = await readToken(context, c.req.valid('json').token);
    const session = await readNewSession(
      context,
      c,
      await askAuth(context, c, '/magic-link/verify', { query: { token } }),
    );
    return c.json(await readMe(context, session), 200);
  });
}
