import { defineRoute } from '@goen/service-kit';
import type { MailConfig } from '../../config.ts';
import { type HookDeps, hookBody, hookRoute, receiveHook } from '../../hooks/receive-hook.ts';
import type { MailApp } from '../../mail-app.ts';
import { parseResendHook } from './parse-resend-hook.ts';

const route = defineRoute({
  ...hookRoute,
  path: '/hooks/resend',
  operationId: 'receiveResendHook',
  summary: 'Receive an event of Resend',
  // Resend signs the raw body.
  access: 'public',
  request: { body: hookBody('{"type":"email.delivered","created_at":"2026-11-24T01:00:00Z","data":{}}') },
});

export function addResendHook(app: MailApp, deps: HookDeps, { resendSecrets: secrets }: MailConfig['hooks']): void {
  app.openapi(route, (c) => receiveHook(c, deps, { provider: 'resend', secrets, parse: parseResendHook }));
}
