import { newSignInLink } from '@goen/contracts/public';
import { defineRoute, jsonBody } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readNetwork } from '../../http/network.ts';
import { assertSameSite } from '../same-site.ts';
import { countAttempt, linksPerAddress, linksPerNetwork } from './count-attempt.ts';
import { requestLink } from './request-link.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/sign-in/links',
  operationId: 'requestSignInLink',
  tags: ['sign-in'],
  summary: 'Mail a sign-in link',
  description:
    'The answer is the same whether or not the address is known. The link works once, for ten minutes, and only after a press of the button on its page.',
  access: 'public',
  request: { body: jsonBody(newSignInLink, { email: 'hanako@hinode.example.jp', locale: 'ja' }) },
  responses: { 202: { description: 'If the address belongs to somebody who may sign in, the mail is on its way.' } },
  problems: ['cross_site_request', 'too_many_attempts', 'too_many_requests'],
});

export function addRequestLink(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    assertSameSite(c, context.publicUrl);
    const { email, locale } = c.req.valid('json');
    const { identity } = context;
    await countAttempt(identity, linksPerNetwork, readNetwork(c, identity.settings.trustedProxies));
    await countAttempt(identity, linksPerAddress, email);
    identity.inBackground(requestLink(context, { email, locale }));
    return c.body(null, 202);
  });
}
