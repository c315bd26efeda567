import { newSingleSignOn, singleSignOnStart } from '@goen/contracts/public';
import { defineRoute, HttpProblem, jsonBody, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { askAuth } from '../sign-in/ask-auth.ts';
import { beginAttempt } from '../sign-in/sign-in-attempt.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/sign-in/single-sign-on',
  operationId: 'beginSingleSignOn',
  tags: ['sign-in'],
  summary: 'Begin single sign-on',
  description:
    'Of a company that has set it up. The browser goes to the identity provider and comes back signed in, or to `/sign-in?error=…`. The way back is bound to this browser and works once.',
  access: 'public',
  request: { body: jsonBody(newSingleSignOn, { company: 'hinode' }) },
  responses: { 200: jsonResponse(singleSignOnStart, 'Where the browser goes next.') },
  problems: ['cross_site_request', 'not_found', 'too_many_attempts', 'too_many_requests'],
});

export function addBeginSingleSignOn(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    await beginAttempt(context, c);
    const { company, return_to: callbackURL } = c.req.valid('json');
    const { rows } = await context.identity.pool.query<{ providerId: string }>(
      // What better-auth calls the domain is the short name of the company here.
      'select "providerId" from "ssoProvider" where domain = $1',
      [company],
    );
    const [provider] = rows;
    if (provider === undefined) throw new HttpProblem('not_found');
    const body = { ...provider, callbackURL, errorCallbackURL: '/sign-in' };
    const answer = await askAuth(context, c, '/sign-in/sso', { method: 'POST', body });
    if (answer.status !== 200) throw new Error(`Single sign-on could not begin: ${answer.status}`);
    return c.json(singleSignOnStart.parse(await answer.json()), 200);
  });
}
