import { singleSignOn, singleSignOnSettings, singleSignOnSetup } from '@goen/contracts/public';
import { defineRoute, HttpProblem, jsonBody, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../principal.ts';
import { apiKey } from '../require-key.ts';
import { readSettings, readSetup, removeSettings, saveSettings } from './single-sign-on-settings.ts';

const path = '/v1/single-sign-on';
const shared = { path, access: apiKey('members:manage'), tags: ['members'] as string[] };
const get = defineRoute({
  ...shared,
  method: 'get',
  operationId: 'getSingleSignOn',
  summary: 'The single sign-on of your company',
  responses: { 200: jsonResponse(singleSignOn, 'The settings, without the secret.') },
  problems: ['not_found'],
});
const getSetup = defineRoute({
  ...shared,
  method: 'get',
  path: `${path}/setup`,
  operationId: 'getSingleSignOnSetup',
  summary: 'What to register at your provider, and how your people sign in with it',
  description: 'Known before single sign-on is set up: most providers ask for `callback_url` first.',
  responses: { 200: jsonResponse(singleSignOnSetup, 'What both sides need.') },
});
const save = defineRoute({
  ...shared,
  method: 'put',
  operationId: 'saveSingleSignOn',
  summary: 'Set up single sign-on with your OpenID Connect provider',
  description:
    'Reads the provider’s discovery document. Register `callback_url` of the answer at your provider. Its people sign in when their address is that of a member.',
  request: {
    body: jsonBody(singleSignOnSettings, {
      issuer: 'https://login.hinode.example.jp',
      client_id: 'goen',
      client_secret: 'a-secret-of-your-provider',
    }),
  },
  responses: { 200: jsonResponse(singleSignOn, 'The settings, without the secret.') },
  problems: ['issuer_unusable'],
});
const remove = defineRoute({
  ...shared,
  method: 'delete',
  operationId: 'removeSingleSignOn',
  summary: 'Remove single sign-on',
  description: 'Sessions that began with it end.',
  responses: { 204: { description: 'Removed.' } },
});

export function addSingleSignOnSettings(app: GatewayApp, context: GatewayContext): void {
  app.openapi(get, async (c) => {
    const settings = await readSettings(context, c.get('companyId'));
    if (settings === null) throw new HttpProblem('not_found');
    return c.json(settings, 200);
  });
  app.openapi(getSetup, async (c) => c.json(await readSetup(context, c.get('companyId')), 200));
  app.openapi(save, async (c) =>
    c.json(await saveSettings(context, c.get('companyId'), c.req.valid('json'), readActor(c)), 200),
  );
  app.openapi(remove, async (c) => {
    await removeSettings(context, c.get('companyId'), readActor(c));
    return c.body(null, 204);
  });
}
