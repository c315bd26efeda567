import { defineRoute } from '@goen/service-kit';
import type { MailConfig } from '../../config.ts';
import { type HookDeps, hookBody, hookRoute, receiveHook } from '../../hooks/receive-hook.ts';
import type { MailApp } from '../../mail-app.ts';
import { parseHubspotHook } from './parse-hubspot-hook.ts';

const path = '/hooks/hubspot';

const route = defineRoute({
  ...hookRoute,
  path,
  operationId: 'receiveHubspotHook',
  summary: 'Receive events of HubSpot',
  // HubSpot signs the raw body.
  access: 'public',
  request: { body: hookBody('[{"id":"evt-1","type":"DELIVERED","created":1795482000000}]') },
});

export function addHubspotHook(app: MailApp, deps: HookDeps, hooks: MailConfig['hooks']): void {
  const { hubspotClientSecrets: secrets, publicUrl, allowsHubspotV1: allowsV1 } = hooks;
  const url = `${publicUrl}${path}`;
  app.openapi(route, (c) =>
    receiveHook(c, deps, {
      provider: 'hubspot',
      secrets,
      parse: (headers, body, clientSecret) => parseHubspotHook(headers, body, { clientSecret, url, allowsV1 }),
    }),
  );
}
