import { openCaseStore } from '@goen/case-store';
import { maxBatchBytes } from '@goen/contracts';
import {
  createApp,
  createLogger,
  HttpProblem,
  healthRoutes,
  type Logger,
  type RunningServer,
  serveApp,
} from '@goen/service-kit';
import { databaseAnswers } from '@goen/service-kit/database';
import { systemResolve } from '@goen/service-kit/outbound';
import { connectTemporal } from '@goen/temporal-kit';
import { OpenAPIHono } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { candidatePage } from './candidate-page/routes.ts';
import { caseRoutes } from './cases/routes.ts';
import type { GatewayConfig } from './config.ts';
import { connectionRoutes } from './connections/routes.ts';
import { creditRoutes } from './credits/routes.ts';
import { docsRoutes } from './docs/routes.ts';
import { eventRoutes } from './events/routes.ts';
import type { GatewayApp, GatewayContext, GatewayEnv } from './gateway-app.ts';
import { hookDeliveryRoutes, hookRoutes } from './hooks/routes.ts';
import { startSettlingLeft } from './hooks/settle-left.ts';
import { idempotency } from './idempotency/idempotency.ts';
import { importFileRoute, importRoutes } from './imports/routes.ts';
import { introductionRoutes } from './introductions/routes.ts';
import { requireKey } from './keys/require-key.ts';
import { mailEventRoutes } from './mail-events/routes.ts';
import { mailRoutes } from './mails/routes.ts';
import { startDispatcher } from './outbox/dispatcher.ts';
import { poolRoutes } from './pool/routes.ts';
import { positionRoutes } from './positions/routes.ts';
import { provisionRecordRoutes } from './provision-records/routes.ts';
import { rejectionRoutes } from './rejections/routes.ts';
import { reportRoutes } from './reports/routes.ts';
import { senderDomainRoutes } from './sender-domain/routes.ts';
import { suppressionRoutes } from './suppressions/routes.ts';
import { syncRoutes } from './sync/routes.ts';
import { startDeliverer } from './webhooks/deliverer.ts';
import { webhooks } from './webhooks/index.ts';
import { webhookSecretRoutes } from './webhooks/secret-routes.ts';
import { testSendRoute, wordingPreviewRoute } from './wordings/preview-routes.ts';
import { wordingRoutes } from './wordings/routes.ts';

export type Gateway = { readonly url: string; close(): Promise<void> };

/** A file of 200 MB comes in whole over half a Mbit a second. */
const requestTimeoutMs = 3_600_000;

/** Room for the batch's own limit to speak first. */
const maxAnyBodyBytes = maxBatchBytes + 1024;

/** Migrates, listens, and tells Temporal what the outbox holds. `close` lets running requests finish first. */
export async function startGateway(
  config: GatewayConfig,
  logger: Logger = createLogger('gateway', config.logLevel),
): Promise<Gateway> {
  const orm = await openCaseStore({ url: config.databaseUrl, migrationUrl: config.migrationUrl, maxConnections: 20 });
  const temporal = await connectTemporal(config.temporal);
  const context: GatewayContext = {
    orm,
    logger,
    personHashKey: config.personHashKey,
    mail: config.mail,
    credit: config.credit,
    webhooks: { ...config.webhooks, resolve: systemResolve },
    connections: config.connections,
    publicUrl: config.publicUrl,
    mailEventsToken: config.mailEventsToken,
    now: () => new Date(),
  };
  const health = { database: () => databaseAnswers(orm), temporal: () => temporal.answers() };
  const app = gatewayApp(context, config, health);
  const dispatcher = startDispatcher({
    orm,
    databaseUrl: config.databaseUrl,
    temporal,
    logger,
    inFlight: config.outboxInFlight,
  });
  const { inFlight, timeoutMs } = config.webhooks;
  const deliverer = startDeliverer({ orm, logger, settings: context.webhooks, inFlight, timeoutMs });
  const settlingLeft = startSettlingLeft(context);
  const server: RunningServer = await serveApp(app, { ...config, requestTimeoutMs });
  logger.info({ url: server.url }, 'listening');
  return {
    url: server.url,
    async close() {
      await server.close();
      await dispatcher.stop();
      await deliverer.stop();
      await settlingLeft.stop();
      await temporal.close();
      await orm.close(true);
    },
  };
}

/** All routes of the gateway. */
export function gatewayApp(
  context: GatewayContext,
  { operatorName }: Pick<GatewayConfig, 'operatorName'>,
  health: Readonly<Record<string, () => Promise<boolean>>>,
): GatewayApp {
  const app = createApp<GatewayEnv, GatewayApp>(context.logger, new OpenAPIHono<GatewayEnv>());
  app.route('/', healthRoutes(health));
  docsRoutes(app, context.publicUrl);
  app.route('/', candidatePage({ ...context, operatorName }));
  mailEventRoutes(app, context);
  hookRoutes(app, context);
  const tooLarge = () => {
    throw new HttpProblem('body_too_large');
  };
  importFileRoute(app, context);
  app.use('/v1/*', requireKey(context.orm), bodyLimit({ maxSize: maxAnyBodyBytes, onError: tooLarge }));
  wordingPreviewRoute(app, context);
  webhookSecretRoutes(app, context);
  app.use('/v1/*', idempotency(context.orm, context.now));
  rejectionRoutes(app, context);
  eventRoutes(app, context);
  caseRoutes(app, context);
  poolRoutes(app, context);
  positionRoutes(app, context);
  connectionRoutes(app, context);
  hookDeliveryRoutes(app, context);
  importRoutes(app, context);
  syncRoutes(app, context);
  wordingRoutes(app, context);
  introductionRoutes(app, context);
  reportRoutes(app, context);
  provisionRecordRoutes(app, context);
  senderDomainRoutes(app, context);
  suppressionRoutes(app, context);
  mailRoutes(app, context);
  creditRoutes(app, context);
  webhooks(app, context);
  testSendRoute(app, context);
  return app;
}
