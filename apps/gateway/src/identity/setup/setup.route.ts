import { apiScopes } from '@goen/case-store';
import { locale, memberAddress } from '@goen/contracts/public';
import { defineRoute, equalSecrets, HttpProblem, jsonBody, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readNetwork } from '../../http/network.ts';
import { attemptsPerNetwork, countAttempt } from '../sign-in/count-attempt.ts';
import { isSetUp, setUp } from './set-up.ts';

const person = z.strictObject({
  email: memberAddress,
  name: z.string().trim().min(1).max(200),
  locale: locale.default('ja'),
});
const newInstallation = z
  .strictObject({
    token: z.string().min(1).max(200).describe('printed by `npm start`, or SETUP_TOKEN'),
    operator: person,
    company: z.strictObject({
      name: z.string().trim().min(1).max(200),
      slug: z.string().min(2).max(50),
      settings: z.looseObject({ sender: z.looseObject({}) }).describe('as of `company create`'),
      owner: person.optional().describe('the first member of the company'),
    }),
  })
  .meta({ id: 'NewInstallation' });

const installation = z
  .object({
    operator: z.object({ id: z.uuid() }),
    company: z.object({ id: z.uuid(), slug: z.string() }),
    key: z.string().describe('an API key of the company with every scope; shown only here'),
    sign_in_urls: z
      .object({ operator: z.url(), owner: z.url().nullable() })
      .describe('sign-in links, since no mail may be set up yet: each works once, for ten minutes'),
  })
  .meta({ id: 'Installation' });

const shared = { path: '/setup', access: 'public', hide: true } as const;
const state = defineRoute({
  ...shared,
  method: 'get',
  operationId: 'getSetup',
  responses: {
    200: jsonResponse(z.object({ is_open: z.boolean() }).meta({ id: 'SetupState' }), 'Whether it is open.'),
  },
});
const route = defineRoute({
  ...shared,
  method: 'post',
  operationId: 'setUp',
  request: {
    body: jsonBody(newInstallation, {
      token: 'QmFyYmFyYSBMaXNrb3YgMTk3OA',
      operator: { email: 'unei@goen.example', name: '運営 花子' },
      company: {
        name: '株式会社ひので',
        slug: 'hinode',
        settings: { sender: { name: '株式会社ひので', fromAddress: 'saiyo@hinode.example.jp' } },
      },
    }),
  },
  responses: { 201: jsonResponse(installation, 'The operator, the first company and its key.') },
  problems: ['sign_in_failed', 'already_set_up', 'too_many_attempts', 'unavailable'],
});

/** For an empty installation: closed for good as soon as there is a person of the operator. */
export function addSetup(app: GatewayApp, context: GatewayContext): void {
  const { identity } = context;
  app.openapi(state, async (c) => {
    const { setupToken, operatorUrl } = identity.settings;
    const isOpen = setupToken !== null && operatorUrl !== null && !(await isSetUp(await identity.operatorOrm()));
    return c.json({ is_open: isOpen }, 200);
  });
  app.openapi(route, async (c) => {
    await countAttempt(identity, attemptsPerNetwork, readNetwork(c, identity.settings.trustedProxies));
    const { token, operator, company } = c.req.valid('json');
    const { setupToken } = identity.settings;
    if (setupToken === null || !equalSecrets(token, setupToken)) throw new HttpProblem('sign_in_failed');
    const created = await setUp(context, { operator, company, scopes: [...apiScopes] });
    if (created === null) throw new HttpProblem('already_set_up');
    const owner = company.owner ? (await identity.createLink(company.owner)).url : null;
    const signInUrls = { operator: (await identity.createLink(operator)).url, owner };
    return c.json({ ...created, sign_in_urls: signInUrls }, 201, { 'cache-control': 'no-store' });
  });
}
