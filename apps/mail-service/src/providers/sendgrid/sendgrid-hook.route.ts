import { defineRoute } from '@goen/service-kit';
import type { MailConfig } from '../../config.ts';
import { type HookDeps, hookBody, hookRoute, receiveHook } from '../../hooks/receive-hook.ts';
import type { MailApp } from '../../mail-app.ts';
import { parseSendgridHook } from './parse-sendgrid-hook.ts';

const route = defineRoute({
  ...hookRoute,
  path: '/hooks/sendgrid',
  operationId: 'receiveSendgridHook',
  summary: 'Receive events of SendGrid',
  // SendGrid signs the raw body.
  access: 'public',
  request: { body: hookBody('[{"event":"delivered","timestamp":1795482000,"sg_event_id":"evt-1"}]') },
});

export function addSendgridHook(app: MailApp, deps: HookDeps, { sendgridPublicKeys }: MailConfig['hooks']): void {
  const hook = { provider: 'sendgrid', secrets: sendgridPublicKeys, parse: parseSendgridHook } as const;
  app.openapi(route, (c) => receiveHook(c, deps, hook));
}
