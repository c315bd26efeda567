import { addHealthRoutes, createServiceApp } from '@goen/service-kit';
import { databaseAnswers } from '@goen/service-kit/database';
import type { MailConfig } from './config.ts';
import type { HookDeps } from './hooks/receive-hook.ts';
import type { MailApp } from './mail-app.ts';
import { addHubspotHook } from './providers/hubspot/hubspot-hook.route.ts';
import { addResendHook } from './providers/resend/resend-hook.route.ts';
import { addSendgridHook } from './providers/sendgrid/sendgrid-hook.route.ts';

/** The webhooks of the mail providers: all that is to be reached from the internet, each authenticated by a signature. */
export function createHooksApp(deps: HookDeps, hooks: MailConfig['hooks']): MailApp {
  const app = createServiceApp(deps.logger, { schemes: {} });
  addHealthRoutes(app, { database: () => databaseAnswers(deps.orm) });
  addResendHook(app, deps, hooks);
  addSendgridHook(app, deps, hooks);
  addHubspotHook(app, deps, hooks);
  return app;
}
